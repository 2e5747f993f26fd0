// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'take.it': 'Añadir al calendario',
  'take.of': 'Añadir «{title}» a su calendario',
  'take.due': 'Entrega: {title}',
  'take.opens': 'Se abre: {title}',
  'take.next': 'Se abre una unidad',
};
