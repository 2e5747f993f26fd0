// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'stage.ended': 'La sesión ha terminado',
  'stage.ended.hint': 'Gracias por participar.',
  'stage.next': 'Lo siguiente de esta serie',
  'stage.ended.at': 'Terminó el {date}',
  'stage.again.lead': 'Vea la sesión tal como fue: lo que se dijo, escribió, preguntó y votó aparece en su momento.',
  'stage.again': 'Volver a ver',
  'stage.again.recorded': 'Grabación: {languages}',
  'stage.again.recording': 'Con una grabación',
  'stage.again.without': 'Sin grabación',
  'stage.again.length': 'Duración: {time}',
  'stage.again.chapters': 'Capítulos',
};
