// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'card.away': 'Ya no está aquí',
  'card.gone': 'Aquí no se sabe más de esta persona.',
  'card.runs': 'dirige {name}',
  'card.write': 'Escribir un mensaje',
  'card.done': 'Lo que ha hecho aquí',
  'card.silence': 'Silenciar',
  'card.unsilence': 'Dejar escribir de nuevo',
  'card.silenced': '{name} ahora lee y no escribe.',
  'card.unsilenced': '{name} puede escribir de nuevo.',
  'card.acts': 'Qué se puede hacer respecto a {name}',
  'card.posts': { one: '{n} publicación aquí', many: '{n} de publicaciones aquí', other: '{n} publicaciones aquí' },
  'card.posts.more': 'Más de {count} publicaciones aquí',
  'card.failed': 'No se pudieron leer sus publicaciones. Inténtelo de nuevo en un momento.',
  'card.untitled': 'Título eliminado por el equipo',
};
