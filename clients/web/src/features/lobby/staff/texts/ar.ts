// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'error.NOT_WAITING': 'لم يعد هذا الشخص في الانتظار',
  'error.ROOM_FULL': 'كل من هناك ينتظر مكانًا ويدخل تلقائيًا',
  'lobby.seat': 'في انتظار مكان',
  'lobby.line': 'عند الباب',
  'lobby.count': { zero: 'لا أحد ينتظر', one: 'شخص واحد ينتظر', two: 'شخصان ينتظران', few: '{n} أشخاص ينتظرون', many: '{n} شخصًا ينتظرون', other: '{n} شخص ينتظرون' },
  'lobby.acts.all': 'ما العمل بشأن المنتظرين عند الباب',
  'lobby.tell': 'إبلاغه…',
  'lobby.tell.all': 'إبلاغ الجميع هناك…',
  'lobby.tell.ask': 'بمَ تريد إبلاغ المنتظرين؟',
  'lobby.tell.to': 'بمَ تريد إبلاغ {name}؟',
  'lobby.tell.words': 'يقرؤونه أثناء الانتظار',
  'lobby.tell.do': 'إبلاغ',
  'lobby.refuse.to': 'هل تريد عدم السماح لـ{name} بالدخول؟',
  'lobby.refuse.why': 'سبب يُبلَّغ به الشخص، إن شئت',
  'lobby.refuse.do': 'عدم السماح',
  'lobby.need': 'في انتظار الدخول',
  'lobby.admit': 'السماح بالدخول',
  'lobby.refuse': 'عدم السماح…',
  'lobby.all': 'السماح للجميع بالدخول',
  'lobby.acts': 'ما العمل بشأن {name} عند الباب',
};
