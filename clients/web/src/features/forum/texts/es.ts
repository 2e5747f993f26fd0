// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'forum.threads': 'Debates',
  'forum.none': 'Todavía no se ha iniciado ningún debate. Empiece uno con una pregunta o con algo que haya visto; lo lee todo el curso.',
  'forum.none.here': 'Aquí no hay nada.',
  'forum.show': 'Mostrar',
  'forum.show.all': 'Todos',
  'forum.show.unread': 'Sin leer',
  'forum.show.mine': 'Míos',
  'forum.show.open': 'Sin respuesta',
  'forum.sort': 'Orden',
  'forum.sort.activity': 'Última actividad',
  'forum.sort.new': 'Más recientes',
  'forum.sort.votes': 'Más votos',
  'forum.new': 'Nuevo debate',
  'forum.unread': 'Sin leer',
  'forum.answered': 'Respondido',
  'forum.replies': { one: '{n} respuesta', many: '{n} respuestas', other: '{n} respuestas' },
  'forum.pinned': 'Fijado',
  'forum.closed': 'Cerrado',
  'forum.votes': { one: '{n} voto', many: '{n} votos', other: '{n} votos' },
  'forum.noreply': 'Sin respuestas todavía',
  'forum.first.row': 'Las respuestas se ven cuando haya escrito',
  'forum.by': 'de {name}',
  'forum.fresh': { one: '{n} nuevo', other: '{n} nuevos' },
  'forum.last': 'último: {name}',
  'forum.activity': 'activo {time}',
  'forum.nameless': 'Anónimo {code}',
  'forum.untitled': 'Título eliminado por el equipo',
  'forum.latest': 'Últimos debates',
};
