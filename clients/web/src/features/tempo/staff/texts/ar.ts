// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'tempo.sums': 'الوتيرة كما يراها الحاضرون',
  'tempo.sum.faster': 'أسرع:',
  'tempo.sum.fine': 'مناسبة:',
  'tempo.sum.slower': 'أبطأ:',
  'tempo.sum.lost': 'لا يتابعون:',
  'tempo.need.slower': 'كثيرون يريدون وتيرة أبطأ:',
  'tempo.need.faster': 'كثيرون يريدون وتيرة أسرع:',
};
