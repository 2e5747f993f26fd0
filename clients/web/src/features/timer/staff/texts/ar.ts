// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'timer.new': 'بدء مؤقت',
  'timer.field': 'لأي غرض (اختياري)',
  'timer.languages': 'بلغات أخرى',
  'timer.minutes': { zero: '{n} دقيقة', one: 'دقيقة واحدة', two: 'دقيقتان', few: '{n} دقائق', many: '{n} دقيقة', other: '{n} دقيقة' },
  'timer.field.minutes': 'دقائق أخرى',
  'timer.start': 'بدء',
  'timer.stop': 'إيقاف',
  'timer.stopped': 'أُوقف المؤقت.',
  'timer.step': 'الدقائق',
  'timer.step.add': 'إضافة المؤقت',
  'timer.began': { zero: 'بدأ المؤقت: {n} دقيقة.', one: 'بدأ المؤقت: دقيقة واحدة.', two: 'بدأ المؤقت: دقيقتان.', few: 'بدأ المؤقت: {n} دقائق.', many: 'بدأ المؤقت: {n} دقيقة.', other: 'بدأ المؤقت: {n} دقيقة.' },
};
