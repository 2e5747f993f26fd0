// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'notice.label': 'Anuncios',
  'notice.urgent': 'Urgente',
  'notice.link': 'Más información',
  'notice.away': 'Ocultar el anuncio',
  'notice.team': 'El equipo',
  'notice.away.done': 'El anuncio está oculto.',
};
