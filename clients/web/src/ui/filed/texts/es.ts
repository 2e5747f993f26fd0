// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'filed.show': 'Mostrar la imagen, {size}',
  'filed.show.named': '{words}: mostrar la imagen, {size}',
  'filed.gone': 'El archivo ya no existe.',
  'filed.file': 'Archivo',
  'filed.larger': 'Ver la imagen más grande',
  'filed.larger.named': '{words}: ver más grande',
  'filed.untitled': 'Imagen',
};
