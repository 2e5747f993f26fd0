// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'presence.figures': 'بالأرقام',
  'presence.people': { zero: 'أشخاص', one: 'شخص', two: 'شخصان', few: 'أشخاص', many: 'شخصًا', other: 'شخص' },
  'presence.peak': 'أكبر عدد معًا',
  'presence.mean': 'متوسط مدة البقاء',
  'presence.median': 'وسيط مدة البقاء',
  'presence.length': 'استمر البث المباشر {time}.',
  'presence.messages': { zero: 'رسائل', one: 'رسالة', two: 'رسالتان', few: 'رسائل', many: 'رسالة', other: 'رسالة' },
  'presence.writers': { zero: 'كتبوا', one: 'كتب', two: 'كتبا', few: 'كتبوا', many: 'كتبوا', other: 'كتبوا' },
  'presence.polls': { zero: 'استطلاعات', one: 'استطلاع', two: 'استطلاعان', few: 'استطلاعات', many: 'استطلاعًا', other: 'استطلاع' },
  'presence.votes': { zero: 'أصوات', one: 'صوت', two: 'صوتان', few: 'أصوات', many: 'صوتًا', other: 'صوت' },
  'presence.questions': { zero: 'أسئلة', one: 'سؤال', two: 'سؤالان', few: 'أسئلة', many: 'سؤالًا', other: 'سؤال' },
  'presence.minutes': { zero: '{n} دقيقة', one: 'دقيقة واحدة', two: 'دقيقتان', few: '{n} دقائق', many: '{n} دقيقة', other: '{n} دقيقة' },
  'presence.own': 'حضورك',
  'presence.own.time': 'كنت هنا {own} من أصل {all}.',
  'presence.own.none': 'لم تكن هنا أثناء البث المباشر.',
  'presence.own.answered': { zero: 'لم تجب عن أي استطلاع.', one: 'أجبت عن استطلاع واحد.', two: 'أجبت عن استطلاعين.', few: 'أجبت عن {n} استطلاعات.', many: 'أجبت عن {n} استطلاعًا.', other: 'أجبت عن {n} استطلاع.' },
  'presence.completed': 'مكتمل',
  'presence.completed.not': 'غير مكتمل',
  'presence.rule': 'المطلوب: {rule}.',
  'presence.rule.percent': '{percent} من الوقت',
  'presence.rule.checks': { zero: 'دون استطلاعات', one: 'الإجابة عن استطلاع واحد', two: 'الإجابة عن استطلاعين', few: 'الإجابة عن {n} استطلاعات', many: 'الإجابة عن {n} استطلاعًا', other: 'الإجابة عن {n} استطلاع' },
  'presence.rule.replay': 'وتُحسب إعادة المشاهدة',
  'presence.corrected': 'حدد الفريق {own}: {why}',
};
