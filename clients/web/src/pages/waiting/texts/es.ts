// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'error.WAITING': 'espera a que se le admita',
  'waiting.full': 'La sala está llena. Entrará en cuanto quede una plaza libre.',
  'waiting.lead': 'Espera a que se le admita.',
  'waiting.place': { one: 'Usted es el siguiente.', many: 'Es el número {n} de la fila.', other: 'Es el número {n} de la fila.' },
  'waiting.line': 'Está en la fila.',
  'waiting.told': 'El equipo dice:',
  'waiting.hint': 'Quédese aquí: la sala se abrirá sola cuando le toque.',
};
