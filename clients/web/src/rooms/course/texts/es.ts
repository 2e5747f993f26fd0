// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'course.kind.none': 'Curso',
  'course.kind.spoc': 'Curso en grupo',
  'course.kind.workspace': 'Espacio de trabajo',
  'course.kind.course': 'Curso a su ritmo',
  'course.kind.library': 'Biblioteca',
};
