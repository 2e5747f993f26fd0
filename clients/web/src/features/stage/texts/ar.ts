// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'phase.scheduled': 'مجدولة',
  'phase.rehearsal': 'تجربة',
  'phase.live': 'مباشر',
  'phase.paused': 'استراحة',
  'phase.ended': 'انتهت',
  'phase.now.scheduled': 'عادت الجلسة إلى الجدول.',
  'phase.now.rehearsal': 'بدأت التجربة.',
  'phase.now.live': 'الجلسة مباشرة الآن.',
  'phase.now.paused': 'توقفت الجلسة لاستراحة.',
  'phase.now.ended': 'انتهت الجلسة.',

  'stage.video': 'فيديو الجلسة',
  'stage.starts': 'تبدأ بعد',
  'stage.soon': 'ستبدأ في أي لحظة',
  'stage.at': '{date}',
  'stage.unplanned': 'لم يُحدّد موعد البداية بعد.',
  'stage.rehearsal': 'يجري الإعداد للجلسة.',
  'stage.paused': 'استراحة قصيرة',
  'stage.paused.hint': 'تبقى الدردشة مفتوحة. سنعود قريبًا.',
  'stage.ended': 'انتهت الجلسة',
  'stage.ended.hint': 'شكرًا لمشاركتك.',
  'stage.nostream': 'لا توجد صورة بعد',
  'stage.play': 'مشاهدة',
  'stage.saving': 'أنت توفّر البيانات: ينتظر الفيديو حتى تطلبه.',
  'stage.broken': 'تعذّر تشغيل الفيديو.',
  'stage.gone': '{past} د',
  'stage.gone.of': '{past} من {minutes} د',
  'stage.zone': 'بتوقيتك: {zone}',
  'stage.before': 'تبدأ الصورة هنا تلقائيًا. وحتى ذلك الحين الدردشة بجانبها، ويمكن طرح الأسئلة.',
  'stage.calendar': 'أضف إلى التقويم',
  'stage.paused.since': 'منذ {time}',
  'stage.nostream.hint': 'يصل الصوت والصورة إلى هنا حالما يُرسلان.',
  'stage.nostream.staff': 'حدّد مصدر الفيديو في قائمة الجلسة.',
};
