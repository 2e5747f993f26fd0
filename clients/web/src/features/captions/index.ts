// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';

export const captions: Feature = {
  id: 'captions',
  tab: { id: 'said', label: 'captions.said', icon: 'captions', over: true },
  later: ['Panel', 'Acts', 'Over', 'Desk'],
};
