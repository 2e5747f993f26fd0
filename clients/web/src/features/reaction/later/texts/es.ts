// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'reaction.label': 'Reaccionar',
  'reaction.clap': 'Aplauso',
  'reaction.heart': 'Corazón',
  'reaction.thumb': 'Pulgar arriba',
  'reaction.wow': 'Asombro',
  'reaction.laugh': 'Risa',
  'reaction.lost': 'No hay conexión: su reacción no se envió.',
};
