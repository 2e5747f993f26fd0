// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'chat.more': 'Más para el mensaje de {name}',
  'chat.edit': 'Su mensaje',
  'chat.pin': 'Fijar',
  'chat.unpin': 'Soltar',
  'chat.pinned': 'Mensajes fijados',
  'chat.told.refused': 'Su mensaje no fue aprobado.',
  'chat.told.removed': 'El equipo retiró su mensaje.',
  'chat.told.away': 'Guardar',
};
