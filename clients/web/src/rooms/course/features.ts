// SPDX-License-Identifier: Apache-2.0
// What a course's page is made of.
import type { Feature } from '../../core/feature.ts';
import { assignment } from '../../features/assignment/index.ts';
import { cohort } from '../../features/cohort/index.ts';
import { completion } from '../../features/completion/index.ts';
import { document } from '../../features/document/index.ts';
import { forum } from '../../features/forum/index.ts';
import { presence } from '../../features/presence/index.ts';
import { surveyCourse } from '../../features/survey/index.ts';
import { test } from '../../features/test/index.ts';
import { unit } from '../../features/unit/index.ts';

/** What comes later alone: its course.ts, with the pages that it names. */
export const ASIDE: readonly Feature[] = [{ id: 'report', laterPages: ['reports'] }, { id: 'takeout' }, { id: 'visitor' }];

export const FEATURES: readonly Feature[] = [presence, cohort, unit, test, assignment, completion, document, surveyCourse, forum];
