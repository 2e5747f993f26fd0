// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'report.told.kept': 'El equipo ha mirado lo que denunció y lo mantiene.',
  'report.told.removed': 'El equipo ha retirado lo que denunció.',
};
