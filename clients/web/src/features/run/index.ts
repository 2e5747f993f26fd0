// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';

export const run: Feature = { id: 'run' };
