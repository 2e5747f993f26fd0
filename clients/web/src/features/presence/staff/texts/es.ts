// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'attend.title': 'Asistencia',
  'attend.hint': 'Cuenta el tiempo en directo: no las pausas, y una conexión perdida menos de medio minuto no lo es.',
  'attend.find': 'Buscar un nombre',
  'attend.none': 'Nadie con ese nombre estuvo aquí.',
  'attend.person': 'Persona',
  'attend.first': 'Llegó',
  'attend.left': 'Se fue',
  'attend.minutes': 'Tiempo',
  'attend.rejoins': 'Regresos',
  'attend.answered': 'Encuestas',
  'attend.completed': 'Completada',
  'attend.yes': 'sí',
  'attend.no': 'no',
  'attend.after': 'solo después del final',
  'attend.correct': 'Corregir',
  'attend.correct.of': 'Corregir el tiempo de {name}',
  'attend.correct.counted': 'Contado: {own}. Lo que escriba aquí cuenta en su lugar; {name} lo ve con el motivo.',
  'attend.correct.minutes': 'Minutos',
  'attend.correct.why': 'Motivo',
  'attend.correct.fault': 'Un número entero de minutos, como máximo {n}, y un motivo.',
  'attend.correct.drop': 'Como se contó',
  'attend.corrected': 'corregido',
  'attend.rule': 'Qué hace falta para completarla',
  'attend.rule.percent': 'Porcentaje del tiempo',
  'attend.rule.checks': 'Encuestas respondidas',
  'attend.rule.replay': 'También cuenta lo visto después: lo que sea más',
  'attend.rule.fault': 'Números enteros: un porcentaje hasta 100, hasta {n} encuestas; un campo vacío no pide nada.',
  'attend.more': 'Más personas',
};
