// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'direct.need': { one: 'Mensaje al equipo', other: '{n} mensajes al equipo', many: '{n} mensajes al equipo' },
  'direct.answer': 'Responder',
  'direct.acts': 'Mensajes de {name}',
};
