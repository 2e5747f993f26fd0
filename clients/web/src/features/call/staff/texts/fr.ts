// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'call.title': 'Appel de la scène',
  'call.hint': 'Là où ceux qui sont sur scène se parlent. L’équipe voit le lien, et qui devient présentateur ; personne d’autre.',
  'call.give': 'Donner un lien',
  'call.open': 'Ouvrir l’appel',
  'call.address': 'Adresse (https://…)',
  'call.fault': 'L’adresse ne commence pas par https://.',
  'call.taken': 'Le lien est retiré.',
};
