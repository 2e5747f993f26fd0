// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'waiting.lead': 'Vous attendez d’être admis.',
  'waiting.place': { one: 'Vous êtes le prochain.', many: 'Vous êtes numéro {n} dans la file.', other: 'Vous êtes numéro {n} dans la file.' },
  'waiting.line': 'Vous êtes dans la file.',
  'waiting.told': 'L’équipe dit :',
  'waiting.hint': 'Restez ici : la salle s’ouvrira d’elle-même quand ce sera votre tour.',
};
