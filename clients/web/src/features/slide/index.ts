// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';

export const slide: Feature = { id: 'slide', later: ['Picture'] };
