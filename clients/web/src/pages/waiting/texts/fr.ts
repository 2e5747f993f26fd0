// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'error.WAITING': 'vous attendez d’être admis',
  'waiting.full': 'La salle est pleine. Vous entrerez dès qu’une place se libère.',
  'waiting.lead': 'Vous attendez d’être admis.',
  'waiting.place': { one: 'Vous êtes le prochain.', many: 'Vous êtes à la place {n}.', other: 'Vous êtes à la place {n}.' },
  'waiting.line': 'Votre tour viendra.',
  'waiting.told': 'L’équipe dit :',
  'waiting.hint': 'Restez ici : la salle s’ouvrira d’elle-même quand ce sera votre tour.',
};
