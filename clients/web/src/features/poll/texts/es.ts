// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'poll.tab': 'Encuestas',

  'poll.opened': 'Hay una encuesta abierta: {title}',
  'poll.closed': 'La encuesta se ha cerrado: {title}',
  'poll.published': 'Ya hay resultados: {title}',
};
