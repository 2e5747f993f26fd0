// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'report.do': 'إبلاغ…',
  'report.done': 'أُبلغ عنه',
  'report.title': 'إبلاغ الفريق',
  'report.hint': 'لا يقرأه إلا الفريق، وسيخبرك بما يقرره.',
  'report.reason': 'ما المشكلة',
  'report.reason.spam': 'إعلان أو تكرار',
  'report.reason.rude': 'مسيء أو يحض على الكراهية',
  'report.reason.off_topic': 'خارج الموضوع',
  'report.reason.private': 'بيانات شخصية لأحد',
  'report.reason.other': 'شيء آخر',
  'report.text': 'المزيد عنه (اختياري)',
  'report.sent': 'أُبلغ الفريق.',
  'report.waits': { zero: 'لا بلاغات تنتظر', one: 'بلاغ واحد ينتظر', two: 'بلاغان ينتظران', few: '{n} بلاغات تنتظر', many: '{n} بلاغًا ينتظر', other: '{n} بلاغ ينتظر' },
};
