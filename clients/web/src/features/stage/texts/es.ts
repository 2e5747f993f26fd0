// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'phase.scheduled': 'Programada',
  'phase.rehearsal': 'Ensayo',
  'phase.live': 'En directo',
  'phase.paused': 'Pausa',
  'phase.ended': 'Terminada',
  'phase.now.scheduled': 'La sesión vuelve a estar programada.',
  'phase.now.rehearsal': 'El ensayo ha comenzado.',
  'phase.now.live': 'La sesión está en directo.',
  'phase.now.paused': 'La sesión hace una pausa.',
  'phase.now.ended': 'La sesión ha terminado.',

  'stage.video': 'Vídeo de la sesión',
  'stage.starts': 'Comienza en',
  'stage.soon': 'Está a punto de comenzar',
  'stage.at': 'el {date}',
  'stage.unplanned': 'Aún no se ha fijado la hora de inicio.',
  'stage.rehearsal': 'La sesión se está preparando.',
  'stage.paused': 'Una breve pausa',
  'stage.paused.hint': 'El chat sigue abierto. Volvemos enseguida.',
  'stage.ended': 'La sesión ha terminado',
  'stage.ended.hint': 'Gracias por participar.',
  'stage.nostream': 'Todavía no hay imagen',
  'stage.play': 'Ver',
  'stage.saving': 'Está ahorrando datos: el vídeo espera hasta que lo pida.',
  'stage.broken': 'No se puede reproducir el vídeo.',
  'stage.gone': '{past} min',
  'stage.gone.of': '{past} de {minutes} min',
  'stage.zone': 'su hora: {zone}',
  'stage.before': 'La imagen empieza aquí por sí sola. Hasta entonces el chat está al lado, y se puede preguntar.',
  'stage.calendar': 'Añadir al calendario',
  'stage.paused.since': 'desde {time}',
  'stage.nostream.hint': 'El sonido y la imagen llegan aquí en cuanto se envían.',
  'stage.nostream.staff': 'Indique la fuente de vídeo en el menú de la sesión.',
};
