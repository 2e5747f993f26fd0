// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'room.none': 'Cette salle n’existe pas, ou vous n’y avez pas accès.',
  'room.none.hint': 'Demandez à qui vous a donné le lien. Peut-être êtes-vous ici sous une autre identité.',
  'room.refused': 'Vous ne pouvez pas entrer dans cette salle maintenant.',
};
