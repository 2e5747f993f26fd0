// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'timer.title': 'Cuenta atrás',
  'timer.started': { one: '{title}: {n} minuto', many: '{title}: {n} de minutos', other: '{title}: {n} minutos' },
};
