// SPDX-License-Identifier: Apache-2.0
// What stands before the rooms: signing in, and what opens one's account.
import type { Feature } from '../../core/feature.ts';
import { signin } from '../../features/signin/index.ts';

export const FEATURES: readonly Feature[] = [signin];
