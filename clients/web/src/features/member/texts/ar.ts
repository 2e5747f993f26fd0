// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'people.tab': 'الحاضرون',
  'silenced.now': 'جعلك الفريق قارئًا فقط في الوقت الحالي.',
  'locked.title': 'أُغلق أمامك شيء.',
  'locked.all.title': 'أغلق الفريق شيئًا أمام المشاركين.',
  'people.role.told': 'تغيّر دورك هنا: {role}.',
  'people.taken': 'تولّى {name} من منظّمي الأكاديمية هذه القاعة.',
};
