// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'elsewhere.title': 'Escrito en otro dispositivo, {time}',
  'elsewhere.hint': 'También escribía aquí. Sus palabras siguen en el campo hasta que elija.',
  'elsewhere.take': 'Tomar este texto',
  'elsewhere.mine': 'Conservar el mío',
  'error.DRAFT_CHANGED': 'otro dispositivo ha escrito este texto entre tanto',
  'elsewhere.full': 'Guardado solo en este dispositivo: ha empezado tantos textos como se pueden guardar.',
};
