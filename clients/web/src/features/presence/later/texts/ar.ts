// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'presence.figures': 'بالأرقام',
  'presence.people': 'أشخاص',
  'presence.peak': 'أكبر عدد معًا',
  'presence.mean': 'متوسط مدة البقاء',
  'presence.median': 'وسيط مدة البقاء',
  'presence.length': 'استمر البث المباشر {time}.',
  'presence.messages': 'رسائل',
  'presence.writers': 'كتبوا',
  'presence.polls': 'استطلاعات',
  'presence.votes': 'أصوات',
  'presence.questions': 'أسئلة',
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
