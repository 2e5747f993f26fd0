// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'error.WAITING': 'أنت في انتظار السماح بالدخول',
  'waiting.full': 'القاعة ممتلئة. ستدخل حالما يفرغ مكان.',
  'waiting.lead': 'أنت في انتظار السماح بالدخول.',
  'waiting.place': { zero: 'أنت في الصف.', one: 'دورك هو التالي.', two: 'ترتيبك في الصف: {n}.', few: 'ترتيبك في الصف: {n}.', many: 'ترتيبك في الصف: {n}.', other: 'ترتيبك في الصف: {n}.' },
  'waiting.line': 'أنت في الصف.',
  'waiting.told': 'يقول الفريق:',
  'waiting.hint': 'ابقَ هنا: تُفتح القاعة من تلقاء نفسها حين يأتي دورك.',
};
