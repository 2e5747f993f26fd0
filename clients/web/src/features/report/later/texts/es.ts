// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'report.do': 'Denunciar…',
  'report.done': 'Denunciado',
  'report.title': 'Denunciar al equipo',
  'report.hint': 'Solo lo lee el equipo. Le dirá qué decide.',
  'report.reason': 'Qué está mal',
  'report.reason.spam': 'Publicidad o repetición',
  'report.reason.rude': 'Grosero u ofensivo',
  'report.reason.off_topic': 'No viene al caso',
  'report.reason.private': 'Datos personales de alguien',
  'report.reason.other': 'Otra cosa',
  'report.text': 'Más detalles (opcional)',
  'report.sent': 'Denunciado al equipo.',
  'report.waits': { one: '{n} denuncia espera', many: '{n} denuncias esperan', other: '{n} denuncias esperan' },
};
