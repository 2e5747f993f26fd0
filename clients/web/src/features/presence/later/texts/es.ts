// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'presence.figures': 'En cifras',
  'presence.people': { one: 'persona', many: 'personas', other: 'personas' },
  'presence.peak': 'como máximo a la vez',
  'presence.mean': 'estancia media',
  'presence.median': 'estancia mediana',
  'presence.length': 'Estuvo en directo {time}.',
  'presence.messages': { one: 'mensaje', many: 'mensajes', other: 'mensajes' },
  'presence.writers': { one: 'escribió', many: 'escribieron', other: 'escribieron' },
  'presence.polls': { one: 'encuesta', many: 'encuestas', other: 'encuestas' },
  'presence.votes': { one: 'voto', many: 'votos', other: 'votos' },
  'presence.questions': { one: 'pregunta', many: 'preguntas', other: 'preguntas' },
  'presence.minutes': { one: '{n} min', many: '{n} min', other: '{n} min' },
  'presence.own': 'Su asistencia',
  'presence.own.time': 'Estuvo aquí {own} de {all}.',
  'presence.own.none': 'No estuvo aquí mientras era en directo.',
  'presence.own.answered': { one: 'Respondió a {n} encuesta.', many: 'Respondió a {n} encuestas.', other: 'Respondió a {n} encuestas.' },
  'presence.completed': 'Completada',
  'presence.completed.not': 'No completada',
  'presence.rule': 'Lo que hace falta: {rule}.',
  'presence.rule.percent': '{percent} del tiempo',
  'presence.rule.checks': { one: '{n} encuesta respondida', many: '{n} encuestas respondidas', other: '{n} encuestas respondidas' },
  'presence.rule.replay': 'también cuenta lo visto después',
  'presence.corrected': 'El equipo lo fijó en {own}: {why}',
};
