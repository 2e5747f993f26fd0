// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'forum.upvote': 'Votar esta publicación',
  'forum.again': 'Restaurar',
  'forum.stick': 'Fijar',
  'forum.unstick': 'Dejar de fijar',
  'forum.shut': 'Cerrar el debate',
  'forum.shut.hint': 'Solo el equipo puede escribir en él. Se puede seguir leyendo.',
  'forum.shut.reason': 'Por qué (opcional)',
  'forum.shut.note': 'El equipo ha cerrado este debate.',
  'forum.unshut': 'Abrirlo de nuevo',
  'error.FORUM_CLOSED': 'este debate está cerrado',
  'forum.for': 'Quién lo lee',
  'forum.for.all': 'Todo el curso',
  'forum.for.some': 'Solo algunos grupos',
  'forum.narrow': 'Mostrar a menos personas',
  'forum.narrow.hint': 'El debate se muestra solo a estos grupos y al equipo. Después no podrá mostrarse a más personas.',
  'error.COHORT_WIDER': 'solo se puede mostrar a menos personas que ahora',
};
