// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'report.need.message': { one: 'Message signalé', other: 'Message signalé par {n} personnes' },
  'report.need.direct': { one: 'Message direct signalé', other: 'Message direct signalé par {n} personnes', many: 'Message direct signalé par {n} personnes' },
  'report.away': 'Il n’existe plus, ou n’a pas pu être lu.',
  'report.need.question': { one: 'Question signalée', other: 'Question signalée par {n} personnes' },
  'report.need.paragraph': { one: 'Paragraphe signalé', many: 'Paragraphe signalé par {n} personnes', other: 'Paragraphe signalé par {n} personnes' },
  'report.queue': 'Signalements',
  'report.none': 'Rien n’attend de décision.',
  'report.need.post': { one: 'Publication signalée', many: 'Publication signalée par {n} personnes', other: 'Publication signalée par {n} personnes' },
  'report.remove.post': 'Une note dit à sa place qu’un modérateur l’a retirée. Pendant un court moment on peut la rétablir.',
  'report.claimed': '{name} s’en occupe',
  'report.look': 'Voir',
  'report.keep': 'Conserver',
  'report.claim': 'S’en occuper',
  'report.unclaim': 'Laisser à d’autres',
  'report.gone': 'n’existe plus',
  'report.group': 'dans {group}',
  'report.group.number': 'groupe {n}',
  'report.keep.ask': 'Conserver ce qui a été signalé ?',
  'report.keep.hint': 'Les personnes qui l’ont signalé apprennent que l’équipe le conserve.',
  'report.why': 'Raison, pour qui l’a signalé (facultatif)',
  'report.choices': 'Que faire du signalement',
  'report.remove.ask': 'Retirer ce qui a été signalé ?',
  'report.remove.message': 'Le message disparaît pour tout le monde, et de ce qui est conservé. Cela ne peut pas être annulé.',
  'report.remove.question': 'La question est mise de côté. Les personnes qui l’ont signalée en sont informées.',
  'report.remove.paragraph': 'Le paragraphe disparaît pour tout le monde, avec tout ce qu’il a dit. On ne peut pas le reprendre.',
};
