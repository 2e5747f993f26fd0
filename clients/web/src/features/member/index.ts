// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { PeoplePanel } from './panel.tsx';
import './style.css';

export const member: Feature = {
  id: 'member',
  tab: { id: 'people', label: 'people.tab', icon: 'people', staff: true },
  Panel: PeoplePanel,
};
