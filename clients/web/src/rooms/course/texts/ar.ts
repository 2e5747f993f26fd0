// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'course.kind.none': 'دورة',
  'course.kind.spoc': 'دورة مع مجموعة',
  'course.kind.workspace': 'مساحة عمل',
  'course.kind.course': 'دورة بحسب وقتك',
  'course.kind.library': 'مكتبة',
};
