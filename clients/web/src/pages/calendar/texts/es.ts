// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'dates.title': 'Calendario',
  'dates.hint': 'Sesiones, apertura de las unidades y fechas de entrega. Las horas son las suyas: {zone}.',
  'dates.none': 'No hay nada en su calendario. Aquí aparecen las sesiones a las que está invitado o inscrito, y las fechas de sus cursos.',
  'dates.failed': 'No se pudo leer su calendario',
  'dates.some': 'Algunos cursos no respondieron: pueden faltar fechas suyas.',
  'dates.today': 'Hoy: {day}',
  'dates.tomorrow': 'Mañana: {day}',
  'dates.session': 'Sesión',
  'dates.opens': 'Se abre una unidad',
  'dates.due': 'Entrega',
  'dates.next': 'Se abre una unidad',
  'dates.off': 'Cancelada',
  'dates.done': 'Hecho',
  'dates.until': '{from} a {to}',
  'dates.by': 'Antes de las {time}',
  'dates.own': 'Tener todo en un calendario propio',
};
