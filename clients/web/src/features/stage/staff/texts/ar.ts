// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'phase.do.scheduled': 'العودة إلى الجدول',
  'phase.do.rehearsal': 'بدء التجربة',
  'phase.do.live': 'بدء البث المباشر',
  'phase.do.resume': 'متابعة',
  'phase.do.paused': 'استراحة',
  'phase.break': 'استراحة ومتى تنتهي',
  'phase.break.longer': 'تُستأنف بعد',
  'phase.break.minutes': { zero: '{n} دقيقة', one: 'دقيقة واحدة', two: 'دقيقتان', few: '{n} دقائق', many: '{n} دقيقة', other: '{n} دقيقة' },
  'phase.do.ended': 'إنهاء الجلسة',
  'phase.end.ask': 'هل تريد إنهاء الجلسة للجميع؟',
  'phase.end.hint': 'يمكن التراجع عنه خلال دقيقتين. تُغلق الاستطلاعات المفتوحة وتبقى مغلقة. ويبقى ما كُتب مقروءًا.',
  'phase.undo': 'التراجع عن الإنهاء',
  'phase.undo.left': 'لمدة {time} بعد',
  'phase.blind.ask': 'هل تبدأ البث المباشر دون صورة؟',
  'phase.blind.hint': 'لا يوجد مصدر فيديو بعد. يمكن تحديده لاحقًا؛ وحتى ذلك الحين يرى الحاضرون أنه لا توجد صورة.',
  'stage.source.trying': 'تجربة الفيديو…',
  'stage.source.plays': 'الفيديو يستجيب ويمكن تشغيله.',
  'stage.source.broken': 'الفيديو على هذا العنوان لا يستجيب أو لا يمكن تشغيله: لن تكون هناك صورة.',
  'stage.source.unknown': 'لم يستجب الفيديو بعد.',
  'stage.more': 'المزيد للجلسة',
  'stage.end': 'إنهاء…',
  'stage.stream': 'مصدر الفيديو',
  'stage.stream.url': 'عنوان الفيديو',
  'stage.stream.type': 'نوع الفيديو',
  'stage.stream.hls': 'بث مباشر (HLS)',
  'stage.stream.mp4': 'ملف (MP4)',
  'stage.controls': 'الجلسة',
};
