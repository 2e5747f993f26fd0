// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'course.kind.none': 'Cours',
  'course.kind.spoc': 'Cours en groupe',
  'course.kind.workspace': 'Espace de travail',
  'course.kind.course': 'Cours à votre rythme',
  'course.kind.library': 'Bibliothèque',
};
