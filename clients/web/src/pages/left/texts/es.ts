// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'left.title': { one: '{n} envío no salió', other: '{n} envíos no salieron' },
  'left.hint': 'En espera desde: {time}. El navegador se cerró antes de la respuesta del servidor. Envíe ahora o descarte.',
  'left.send': 'Enviar ahora',
  'left.drop': 'Descartar',
  'left.refused': { one: '{n} envío no se aceptó', other: '{n} envíos no se aceptaron' },
  'left.kind.chat': 'Mensaje',
  'left.kind.poll': 'Voto',
  'left.kind.question': 'Pregunta',
  'left.kind.forum': 'Publicación',
  'left.kind.other': 'Otro',
};
