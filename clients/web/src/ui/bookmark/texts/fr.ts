// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'mark.do': 'Mettre un signet',
  'mark.edit': 'Votre signet',
  'mark.note': 'Une note pour vous (facultatif)',
  'mark.remind': 'Me le rappeler',
  'mark.remind.none': 'Pas du tout',
  'mark.remind.hours': 'Dans trois heures',
  'mark.remind.tomorrow': 'Demain à 9 h',
  'mark.remind.week': 'Dans une semaine à 9 h',
  'mark.remind.at': 'À un moment de mon choix',
  'mark.moment': 'Quand',
  'mark.hint': 'Les signets sont dans votre boîte de réception, et personne d’autre ne les voit.',
  'mark.done': 'Le signet est mis. Il est dans votre boîte de réception, sous Signets.',
  'mark.remove': 'Retirer',
  'mark.removed': 'Le signet est retiré.',
};
