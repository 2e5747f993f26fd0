// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'direct.need': { one: 'Message à l’équipe', other: '{n} messages à l’équipe', many: '{n} messages à l’équipe' },
  'direct.answer': 'Répondre',
  'direct.acts': 'Messages de {name}',
};
