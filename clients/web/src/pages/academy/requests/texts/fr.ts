// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'access.title': 'Demandes d’accès',
  'access.empty': 'Personne n’attend. Qui demande un accès est affiché ici.',
  'access.since': 'en attente, demandé {time}',
  'access.known': 'A déjà un compte',
  'access.endorse': 'Soutenir',
  'access.refuse': 'Refuser',
  'access.refuse.title': 'Refuser la demande de {name}',
  'access.why': 'Motif, que la personne lira',
  'access.state': 'État',
  'access.open': 'Toutes celles en attente',
  'access.none': 'Aucune demande n’est dans cet état.',
  'access.was': 'demandé {time}',
  'access.oldest': 'La plus ancienne attend depuis le {date}.',
  'access.state.asked': 'Demandé',
  'access.state.confirmed': 'Adresse confirmée',
  'access.state.endorsed': 'Soutenu',
  'access.state.approved': 'Approuvé',
  'access.state.refused': 'Refusé',
  'access.state.expired': 'Expiré',
};
