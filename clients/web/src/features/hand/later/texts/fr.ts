// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'hand.raise': 'Lever la main',
  'hand.lower': 'Baisser la main',
  'hand.count': { one: '{n} main levée', many: '{n} mains levées', other: '{n} mains levées' },
};
