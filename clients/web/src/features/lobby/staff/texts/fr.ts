// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'error.NOT_WAITING': 'cette personne n’attend plus',
  'lobby.need': 'Attend d’être admis',
  'lobby.admit': 'Admettre',
  'lobby.refuse': 'Ne pas admettre',
  'lobby.all': 'Admettre tout le monde',
  'lobby.acts': 'Que faire pour {name} à l’entrée',
};
