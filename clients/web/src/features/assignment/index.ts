// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';

/** What it is stands on the page of its item, which loads later. */
export const assignment: Feature = { id: 'assignment' };
