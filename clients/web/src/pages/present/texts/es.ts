// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'present.title': 'Pared',
  'present.poll.open': 'Voten ahora',
  'present.poll.closed': 'La votación está cerrada',
  'present.questions': 'Preguntas',
  'present.board': 'La clasificación',
  'present.back': 'Volvemos a las {time}',
  'present.cloud.more': { one: 'y {n} palabra más', many: 'y {n} palabras más', other: 'y {n} palabras más' },
  'present.join': 'Participar',
  'present.join.at': 'Participen en {address}',
  'present.join.code': 'código {code}',
  'present.join.qr': 'La dirección de esta sesión, para la cámara de un teléfono',
  'present.none.poll': 'No hay ninguna encuesta abierta ni resultados publicados.',
  'present.none.questions': 'Ninguna pregunta espera respuesta.',
  'present.none.board': 'La clasificación todavía no se muestra.',
  'present.help': 'Teclas de la pared',
  'present.help.hint': 'Lo que elija vale solo en esta ventana.',
  'present.key.auto': 'Automático: lo último que ha pasado',
  'present.key.poll': 'Encuestas; otra vez: la anterior',
  'present.key.questions': 'Preguntas',
  'present.key.board': 'La clasificación',
  'present.key.join': 'Cómo participar',
  'present.key.light': 'Oscuro o claro',
  'present.key.full': 'Pantalla completa',
  'present.key.help': 'Esta lista',
};
