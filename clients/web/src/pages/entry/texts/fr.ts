// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'role.participant.does': 'Regarde, écrit, vote et pose des questions',
  'role.presenter.does': 'Mène aussi les sondages et répond aux questions',
  'role.moderator.does': 'Veille aussi sur le chat et les personnes',
  'role.host.does': 'Ouvre aussi la séance et la termine',
  'entry.title': 'Bienvenue',
  'entry.lead': 'Des séances en direct et de petits cours, dans votre langue.',
  'entry.who': 'Qui voulez-vous être ?',
  'entry.where': 'Où voulez-vous aller ?',
  'entry.webinar': 'Séance en direct',
  'entry.course': 'Cours',
  'entry.none': 'Pas de démonstration ici.',
  'entry.first': 'Choisissez d’abord qui vous voulez être.',
  'home.else': 'Être quelqu’un d’autre',
};
