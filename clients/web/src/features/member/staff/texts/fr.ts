// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'people.list': 'Personnes dans cette salle',
  'people.none': 'Personne n’est là.',
  'people.since': 'depuis {time}',
  'people.role': 'Rôle de {name}',
  'people.role.apply': 'Appliquer',
  'people.role.done': '{name} est maintenant : {role}.',
  'people.host.ask': 'Faire de {name} un hôte ?',
  'people.host.hint': 'Un hôte peut tout faire ici : terminer la séance, et changer aussi votre rôle.',
  'people.host.end.ask': 'Retirer à {name} le rôle d’hôte ?',
  'people.host.end.hint': 'La personne en est avertie, et ne peut plus ouvrir ni terminer la séance.',
  'people.failed': 'La liste ne peut pas être chargée.',
};
