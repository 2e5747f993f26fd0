// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { otherwise } from './view.ts';
import type { TempoView } from './view.ts';

export const tempo: Feature = { id: 'tempo', later: ['Acts'], needs: (view: TempoView) => (otherwise(view) ? 1 : 0) };
