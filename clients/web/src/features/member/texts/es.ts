// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'people.tab': 'Personas',

  'people.list': 'Personas en esta sala',
  'people.none': 'No hay nadie.',
  'people.since': 'desde {time}',
  'people.role': 'Función de {name}',
  'people.failed': 'No se puede cargar la lista.',
};
