// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'role.participant.does': 'Mira, escribe, vota y pregunta',
  'role.presenter.does': 'Además dirige encuestas y responde preguntas',
  'role.moderator.does': 'Además cuida del chat y de las personas',
  'role.host.does': 'Además abre y termina la sesión',
  'entry.title': 'Le damos la bienvenida',
  'entry.lead': 'Sesiones en directo y cursos pequeños, en su idioma.',
  'entry.who': '¿Quién quiere ser?',
  'entry.where': '¿Adónde quiere ir?',
  'entry.webinar': 'Sesión en directo',
  'entry.course': 'Curso',
  'entry.none': 'Aquí no hay demostración.',
  'entry.first': 'Elija primero quién quiere ser.',
  'home.else': 'Ser otra persona',
};
