// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'notice.title': 'Anuncios',
  'notice.new': 'Nuevo anuncio',
  'notice.text': 'Lo que lee todo el mundo en la sala',
  'notice.languages': 'En otros idiomas',
  'notice.address': 'Dirección con más información (opcional)',
  'notice.stands': 'Se muestra',
  'notice.stands.as': 'tanto como antes',
  'notice.stands.until': 'hasta que se retire',
  'notice.stands.minutes': { one: 'durante {n} minuto', many: 'durante {n} de minutos', other: 'durante {n} minutos' },
  'notice.urgent.hint': 'Urgente: interrumpe a quien escucha la página',
  'notice.until': 'hasta las {time}',
  'notice.fault': 'Falta el texto o es demasiado largo, o la dirección no empieza por https://.',
  'notice.send': 'Anunciar',
  'notice.removed': 'El anuncio se ha retirado.',
  'notice.acts': 'Qué hacer con este anuncio',
};
