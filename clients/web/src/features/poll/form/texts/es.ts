// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'poll.form.type': 'Tipo de encuesta',
  'poll.form.title': 'Pregunta',
  'poll.form.option': 'Respuesta {number}',
  'poll.form.option.add': 'Añadir una respuesta',
  'poll.form.option.remove': 'Quitar la respuesta {number}',
  'poll.form.min': 'Como mínimo',
  'poll.form.max': 'Como máximo',
  'poll.form.change': 'Se puede cambiar el voto',
  'poll.form.ballot': 'Votación',
  'poll.form.ballot.named': 'Votos con nombre',
  'poll.form.ballot.anonymous': 'Votos anónimos',
  'poll.form.ballot.secret': 'Voto secreto',
  'poll.form.ballot.hint': 'Sin resultados mientras está abierta, tampoco para el equipo. Al cerrarla se dan los totales si han votado al menos {number} personas. No se puede volver a abrir.',
  'poll.form.language.add': 'Añadir un idioma',
  'poll.form.language.remove': 'Quitar {language}',
  'poll.form.save': 'Guardar como borrador',
  'poll.form.need.title': 'Falta la pregunta.',
  'poll.form.need.options': 'Hacen falta al menos dos respuestas.',
  'poll.form.need.range': 'Los números de respuestas no encajan.',
  'poll.form.need.different': 'Dos respuestas son iguales.',
  'poll.form.need.language': 'Cada respuesta hace falta en todos los idiomas de la pregunta.',
};
