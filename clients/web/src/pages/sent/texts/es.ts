// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'sent.removed': 'Se le pidió salir de esta sala.',
  'sent.banned': 'Ya no puede entrar en esta sala.',
  'sent.refused': 'No se le admitió.',
  'sent.why': 'El motivo:',
  'sent.again.hint': 'Puede volver.',
  'sent.banned.hint': 'Esto vale hasta que el equipo lo retire. Si cree que es un error, escriba a quien dirige la sesión.',
  'sent.again': 'Entrar de nuevo',
};
