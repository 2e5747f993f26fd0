// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'timer.new': 'Iniciar una cuenta atrás',
  'timer.field': 'Para qué es (opcional)',
  'timer.languages': 'En otros idiomas',
  'timer.minutes': { one: '{n} minuto', many: '{n} de minutos', other: '{n} minutos' },
  'timer.field.minutes': 'Otros minutos',
  'timer.start': 'Iniciar',
  'timer.stop': 'Detener',
  'timer.stopped': 'La cuenta atrás se ha detenido.',
  'timer.step': 'Minutos',
  'timer.step.add': 'Añadir la cuenta atrás',
  'timer.began': { one: 'La cuenta atrás corre: {n} minuto.', many: 'La cuenta atrás corre: {n} de minutos.', other: 'La cuenta atrás corre: {n} minutos.' },
};
