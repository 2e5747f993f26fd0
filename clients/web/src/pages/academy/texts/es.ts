// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'academy.parts': 'La academia',
  'academy.rooms': 'Salas',
  'academy.people': 'Personas',
  'academy.settings': 'Ajustes',
  'academy.credentials': 'Certificados',
  'academy.announcements': 'Anuncios',
  'academy.requests': 'Solicitudes',
  'academy.figures': 'Tiempos de espera',
  'academy.csv': 'Guardar como tabla (CSV)',
  'academy.pick.drop': 'Sin {name}',
  'join.title': 'Entrada',
  'join.going': 'Se le deja entrar…',
  'join.gone': 'Este enlace ya no lleva a ninguna parte',
  'join.gone.hint': 'Se retiró, ha caducado, se agotó o es para personas de otro país. Pida uno nuevo a quien se lo envió.',
  'join.code': 'Ninguna sala tiene el código {code}',
  'join.code.hint': 'Quizá se cambió: mire de nuevo donde lo encontró y escríbalo en la página de inicio.',
  'error.LAST_ORGANISER': 'la academia conserva al menos un organizador: nombre antes a otro',
  'error.REQUEST_STATE': 'la solicitud ya no está en ese estado',
  'error.ROOM_HAS_HOST': 'la sala tiene un anfitrión activo',
};
