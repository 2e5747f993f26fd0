// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'call.title': 'مكالمة من على المنصة',
  'call.hint': 'حيث يتحدث من على المنصة بعضهم مع بعض. يرى الرابط الفريق ومن يصبح مقدما، ولا أحد غيرهم.',
  'call.give': 'وضع رابط',
  'call.open': 'فتح المكالمة',
  'call.address': 'العنوان (https://…)',
  'call.fault': 'لا يبدأ العنوان بـ https://.',
  'call.taken': 'أُزيل الرابط.',
};
