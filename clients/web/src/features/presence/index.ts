// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { HowMany } from './how-many.tsx';

export const presence: Feature = { id: 'presence', Fact: HowMany, later: ['After'] };
