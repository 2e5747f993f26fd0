// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'elsewhere.title': 'Écrit sur un autre appareil, {time}',
  'elsewhere.hint': 'Vous écriviez aussi ici. Vos mots restent dans le champ jusqu’à votre choix.',
  'elsewhere.take': 'Prendre ce texte',
  'elsewhere.mine': 'Garder le mien',
  'error.DRAFT_CHANGED': 'un autre appareil a écrit ce texte entre-temps',
  'elsewhere.full': 'Gardé sur cet appareil seulement : vous avez commencé autant de textes qu’on peut en garder.',
};
