// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'hand.need': 'Main levée',
  'hand.need.called': 'Parole donnée',
  'hand.call': 'Donner la parole',
  'hand.stage': 'Nommer présentateur',
  'hand.clear': 'Baisser toutes les mains',
  'hand.acts': 'Que faire de la main de {name}',
};
