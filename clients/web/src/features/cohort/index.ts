// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { Mine } from './mine.tsx';

export const cohort: Feature = { id: 'cohort', Fact: Mine, laterPages: ['people'] };
