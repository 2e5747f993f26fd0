// SPDX-License-Identifier: Apache-2.0
// Short forms that people answer without a name: at the end of a session or of a unit, or before and after.
import type { Feature } from '../../core/feature.ts';
import { ofRest } from '../../ui/later.tsx';

export const survey: Feature = { id: 'survey', later: ['After'] };

/** On a course's page it stands by itself. */
export const surveyCourse: Feature = { id: 'survey', Panel: ofRest('survey', 'Course').Page };
