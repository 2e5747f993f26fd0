// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'timer.title': 'Minuteur',
  'timer.started': { one: '{title} : {n} minute', many: '{title} : {n} de minutes', other: '{title} : {n} minutes' },
};
