// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'role.participant.does': 'يشاهد ويكتب ويصوّت ويسأل',
  'role.presenter.does': 'يدير أيضًا الاستطلاعات ويجيب عن الأسئلة',
  'role.moderator.does': 'يعتني أيضًا بالدردشة والحاضرين',
  'role.host.does': 'يبدأ أيضًا الجلسة وينهيها',
  'entry.title': 'أهلًا وسهلًا',
  'entry.lead': 'جلسات مباشرة ودورات صغيرة، بلغتك.',
  'entry.who': 'من تريد أن تكون؟',
  'entry.where': 'إلى أين تريد الذهاب؟',
  'entry.webinar': 'جلسة مباشرة',
  'entry.course': 'دورة',
  'entry.none': 'لا عرض تجريبيًا هنا.',
  'entry.first': 'اختر أولًا من تريد أن تكون.',
  'home.else': 'كن شخصًا آخر',
};
