// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'poll.board.animals': 'صقر، قضاعة، نمر، دلفين، جمل، بومة، باندا، غزال، ثعلب، سلحفاة، نسر، وشق، بلشون، حمار وحشي، كوالا، بجعة',
  'poll.board.score': { zero: 'لم تنل إجابتك أي نقطة من 100.', one: 'نالت إجابتك نقطة واحدة من 100.', two: 'نالت إجابتك نقطتين من 100.', few: 'نالت إجابتك {n} نقاط من 100.', many: 'نالت إجابتك {n} نقطة من 100.', other: 'نالت إجابتك {n} نقطة من 100.' },
  'poll.board.you': 'أنت',
  'poll.board.of': { zero: 'لا يشارك أحد.', one: 'يشارك شخص واحد.', two: 'يشارك شخصان.', few: 'يشارك {n} أشخاص.', many: 'يشارك {n} شخصًا.', other: 'يشارك {n} شخص.' },
  'poll.board.place': { zero: 'ترتيبك {place} من {all}، بلا نقاط.', one: 'ترتيبك {place} من {all}، بنقطة واحدة.', two: 'ترتيبك {place} من {all}، بنقطتين.', few: 'ترتيبك {place} من {all}، مع {n} نقاط.', many: 'ترتيبك {place} من {all}، مع {n} نقطة.', other: 'ترتيبك {place} من {all}، مع {n} نقطة.' },
  'poll.board.alias': 'يراك الآخرون باسم: {alias}',
  'poll.board.other': 'اسم آخر',
  'poll.board.none': 'يمكن عرض الترتيب بعد كشف إجابة صحيحة.',
  'poll.board.tell': 'عرض الترتيب',
  'poll.board.again': 'إعادة العدّ',
  'poll.board.hide': 'إخفاء',
};
