// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'error.NOT_WAITING': 'esta persona ya no espera',
  'lobby.need': 'Espera a entrar',
  'lobby.admit': 'Admitir',
  'lobby.refuse': 'No admitir',
  'lobby.all': 'Admitir a todos',
  'lobby.acts': 'Qué hacer con {name} en la entrada',
};
