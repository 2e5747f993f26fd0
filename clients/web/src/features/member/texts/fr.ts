// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'people.tab': 'Personnes',

  'people.list': 'Personnes dans cette salle',
  'people.none': 'Personne n’est là.',
  'people.since': 'depuis {time}',
  'people.role': 'Rôle de {name}',
  'people.failed': 'La liste ne peut pas être chargée.',
};
