// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'call.title': 'Llamada del escenario',
  'call.hint': 'Donde hablan entre sí quienes están en el escenario. Ven el enlace el equipo y quien pase a ser ponente; nadie más.',
  'call.give': 'Dar un enlace',
  'call.open': 'Abrir la llamada',
  'call.address': 'Dirección (https://…)',
  'call.fault': 'La dirección no empieza por https://.',
  'call.taken': 'El enlace se ha retirado.',
};
