// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'mark.do': 'Poner un marcador',
  'mark.edit': 'Su marcador',
  'mark.note': 'Una nota para usted (opcional)',
  'mark.remind': 'Recordármelo',
  'mark.remind.none': 'No',
  'mark.remind.hours': 'Dentro de tres horas',
  'mark.remind.tomorrow': 'Mañana a las 9:00',
  'mark.remind.week': 'Dentro de una semana a las 9:00',
  'mark.remind.at': 'En el momento que elija',
  'mark.moment': 'Cuándo',
  'mark.hint': 'Los marcadores están en su bandeja, y nadie más los ve.',
  'mark.done': 'Marcador puesto. Está en su bandeja, en Marcadores.',
  'mark.remove': 'Quitar',
  'mark.removed': 'El marcador se ha quitado.',
};
