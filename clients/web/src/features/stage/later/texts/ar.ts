// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'stage.ended': 'انتهت الجلسة',
  'stage.ended.hint': 'شكرًا لمشاركتك.',
  'stage.next': 'الجلسة التالية في هذه السلسلة',
  'stage.ended.at': 'انتهت يوم {date}',
  'stage.again.lead': 'شاهد الجلسة كما كانت: ما قيل وكُتب وسُئل وصُوّت عليه يظهر في لحظته.',
  'stage.again': 'المشاهدة من جديد',
  'stage.again.recorded': 'التسجيل: {languages}',
  'stage.again.recording': 'مع تسجيل',
  'stage.again.without': 'من دون تسجيل',
  'stage.again.length': 'المدة: {time}',
  'stage.again.chapters': 'الفصول',
};
