// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'player.play': 'مشاهدة',
  'player.saving': 'أنت توفّر البيانات: ينتظر الفيديو حتى تطلبه.',
  'player.small': 'أنت توفّر البيانات: هذه هي الصورة الصغيرة.',
  'player.broken': 'تعذّر تشغيل الفيديو الآن. تُعاد المحاولة تلقائيًا.',
  'player.stalled': 'لا يصل شيء في هذه اللحظة. يُستأنف تلقائيًا.',
  'player.stopped': 'توقفت الصورة. ستعود إلى هنا تلقائيًا.',
  'player.lost': 'الخادم الذي تأتي منه الصورة لا يجيب. ستعود الصورة إلى هنا تلقائيًا.',
  'player.awaited': 'لم تبدأ الصورة بعد. ستظهر هنا تلقائيًا.',
  'player.sound': 'الصوت فقط',
  'player.sound.none': 'ليس لهذا البث صوت مستقل: الصورة مخفية وبياناتها تصل مع ذلك.',
  'player.choose': 'الصورة والصوت',
  'player.picture': 'الصورة',
  'player.picture.full': 'الصورة الكاملة',
  'player.picture.low': 'صورة صغيرة، بيانات أقل',
  'player.picture.sound': 'الصوت فقط',
  'player.language': 'اللغة',
  'player.sign': 'صورة بلغة الإشارة',
  'player.sign.video': 'لغة الإشارة',
};
