// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { Way } from './way.tsx';

/** The library of a course: the way there stands on its page, the rest comes when somebody goes there. */
export const document: Feature = { id: 'document', Panel: Way, laterPages: ['library', 'document'] };
