// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'direct.title': 'Messages',
  'direct.team': 'Écrire à l’équipe',
  'direct.with': 'Avec {name}',
  'direct.of': '{name} et l’équipe',
  'direct.fresh': { one: 'dont {n} de nouveau', other: 'dont {n} de nouveaux', many: 'dont {n} de nouveaux' },
  'direct.new': 'Nouveau',
  'direct.private': 'Entre vous deux',
  'direct.waits': { one: '{n} en attente', other: '{n} en attente', many: '{n} en attente' },
  'direct.waits.own': { one: 'Votre message attend une réponse.', other: '{n} de vos messages attendent une réponse.', many: '{n} de vos messages attendent une réponse.' },
  'direct.none': 'Vous n’avez pas de messages ici.',
  'direct.none.staff': 'Personne n’a encore écrit à l’équipe. Ce qu’on lui écrit arrive ici, et l’équipe seule le lit.',
  'direct.gone': 'un message qui n’existe plus',
  'direct.failed': 'Impossible de lire les messages.',
  'direct.people': 'Les personnes peuvent s’écrire entre elles',
  'direct.hint.team': 'Seules l’équipe et vous lisez ceci.',
  'direct.hint.staff': 'Cette personne et toute l’équipe lisent ceci.',
  'direct.hint.pair': 'Vous êtes seuls à lire ceci. L’équipe peut lire ce qui lui est signalé.',
  'direct.log': 'Messages directs',
  'direct.earlier': 'Messages précédents',
  'direct.write': 'Écrire un message',
  'direct.done': 'Sans réponse nécessaire',
  'direct.note.silent': 'Pour l’instant, vous lisez seulement : l’équipe vous a retiré la parole.',
  'direct.note.locked': 'L’équipe ne prend pas de messages pour le moment.',
  'direct.note.over': 'La séance est terminée : on ne peut plus rien écrire.',
  'direct.note.people': 'Ici, les personnes ne s’écrivent pas entre elles. Vous pouvez écrire à l’équipe.',
  'direct.note.waits': '{n} de vos messages sont encore sans réponse. Vous pourrez écrire à nouveau dès qu’il y en aura une.',
  'error.DIRECT_CLOSED': 'ici, les personnes ne s’écrivent pas entre elles',
  'error.DIRECT_WAITS': '{n} de vos messages sont encore sans réponse',
};
