// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'forum.upvote': 'صوّت لهذه المشاركة',
  'forum.again': 'استعادة',
  'forum.stick': 'تثبيت',
  'forum.unstick': 'إلغاء التثبيت',
  'forum.shut': 'إغلاق النقاش',
  'forum.shut.hint': 'لا يكتب فيه سوى الفريق. وتبقى قراءته ممكنة.',
  'forum.shut.reason': 'السبب (اختياري)',
  'forum.shut.note': 'أغلق الفريق هذا النقاش.',
  'forum.unshut': 'إعادة فتحه',
  'error.FORUM_CLOSED': 'هذا النقاش مغلق',
  'forum.for': 'من يقرؤه',
  'forum.for.all': 'كل من في الدورة',
  'forum.for.some': 'بعض المجموعات فقط',
  'forum.narrow': 'الإظهار لعدد أقل',
  'forum.narrow.hint': 'يُعرض النقاش على هذه المجموعات والفريق فقط. ولا يمكن عرضه بعد ذلك على عدد أكبر.',
  'error.COHORT_WIDER': 'لا يمكن عرضه إلا على عدد أقل من الآن',
};
