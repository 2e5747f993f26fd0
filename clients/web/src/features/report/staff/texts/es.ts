// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'report.need.message': { one: 'Mensaje denunciado', other: 'Mensaje denunciado por {n} personas' },
  'report.need.direct': { one: 'Mensaje directo denunciado', other: 'Mensaje directo denunciado por {n} personas', many: 'Mensaje directo denunciado por {n} personas' },
  'report.away': 'Ya no está, o no se pudo leer.',
  'report.need.question': { one: 'Pregunta denunciada', other: 'Pregunta denunciada por {n} personas' },
  'report.need.paragraph': { one: 'Párrafo denunciado', many: 'Párrafo denunciado por {n} personas', other: 'Párrafo denunciado por {n} personas' },
  'report.queue': 'Denuncias',
  'report.none': 'Nada espera una decisión.',
  'report.need.post': { one: 'Publicación denunciada', many: 'Publicación denunciada por {n} personas', other: 'Publicación denunciada por {n} personas' },
  'report.remove.post': 'En su lugar queda una nota de que un moderador la retiró. Durante poco tiempo se puede restaurar.',
  'report.claimed': '{name} se encarga',
  'report.look': 'Ver',
  'report.keep': 'Mantener',
  'report.claim': 'Encargarse',
  'report.unclaim': 'Dejarlo a otros',
  'report.gone': 'ya no está',
  'report.group': 'en {group}',
  'report.group.number': 'grupo {n}',
  'report.keep.ask': '¿Mantener lo denunciado?',
  'report.keep.hint': 'Se informa a quien lo denunció de que el equipo lo mantiene.',
  'report.why': 'Motivo, para quien lo denunció (opcional)',
  'report.choices': 'Qué hacer con la denuncia',
  'report.remove.ask': '¿Retirar lo denunciado?',
  'report.remove.message': 'El mensaje desaparece para todos y de lo que se conserva. No se puede deshacer.',
  'report.remove.question': 'La pregunta queda apartada. Se informa a quien la denunció.',
  'report.remove.paragraph': 'El párrafo desaparece para todos, con todo lo que alguna vez dijo. No se puede recuperar.',
};
