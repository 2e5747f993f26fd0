// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'figures.title': 'Tiempos de espera',
  'figures.lead': 'Solicitudes de acceso por país: quién espera una decisión y cuánto tardan las decisiones.',
  'figures.none': 'Nadie ha solicitado acceso todavía.',
  'figures.country': 'País',
  'figures.waiting': 'En espera',
  'figures.oldest': 'La más antigua',
  'figures.median': 'Hasta decidir, la mitad',
  'figures.days': { one: '{n} día', other: '{n} días' },
  'figures.hours': { one: '{n} hora', other: '{n} horas' },
  'figures.soon': 'Menos de una hora',
};
