// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'unit.title': 'Unidades',
  'unit.build': 'Construir el curso',
  'unit.none.build': 'Un curso se compone de unidades. Constrúyalo aquí; los participantes ven una unidad cuando está abierta.',
  'unit.sections': 'Secciones',
  'unit.sections.build': 'Organizar las secciones',
  'unit.sections.none': 'Una sección reúne lo que todos usan aquí: textos, archivos, enlaces. Cree la primera.',
  'unit.held': 'Retenida',
  'unit.opens': 'Se abre: {time}',
  'unit.next': 'La próxima unidad se abre: {time}',
  'unit.opened': 'Unidad abierta: {title}',
  'unit.week': 'Semana {n} del curso',
  'unit.go': 'Continuar: {title}',
  'unit.due.title': 'Próximas entregas',
  'unit.due': 'Se entrega hasta: {time}',
  'unit.due.late': 'Con retraso',
  'unit.due.was': 'Se entregaba hasta: {time}',
  'unit.due.more': { one: '{n} fecha más', many: '{n} fechas más', other: '{n} fechas más' },
  'unit.progress': '{done} de {all} hechos',
};
