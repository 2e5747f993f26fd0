// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'access.title': 'طلبات الدخول',
  'access.empty': 'لا أحد ينتظر. من يطلب الدخول يظهر هنا.',
  'access.since': 'قُدّم {time} وينتظر',
  'access.known': 'لديه حساب من قبل',
  'access.endorse': 'تأييد',
  'access.refuse': 'عدم القبول',
  'access.refuse.title': 'عدم قبول طلب {name}',
  'access.why': 'السبب، وسيقرؤه صاحب الطلب',
  'access.state': 'الحالة',
  'access.open': 'كل ما ينتظر',
  'access.none': 'لا طلب في هذه الحالة.',
  'access.was': 'طُلب {time}',
  'access.oldest': 'أقدمها ينتظر منذ {date}.',
  'access.state.asked': 'قُدّم',
  'access.state.confirmed': 'تأكد البريد',
  'access.state.endorsed': 'حظي بالتأييد',
  'access.state.approved': 'تمت الموافقة',
  'access.state.refused': 'لم يُقبل',
  'access.state.expired': 'انتهت مهلته',
};
