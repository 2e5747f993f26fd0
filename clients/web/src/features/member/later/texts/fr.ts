// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'error.LOCKED': 'l’équipe a fermé cela pour le moment',
  'error.SILENCED': 'vous pouvez seulement lire ici pour le moment',
  'locked.now': 'L’équipe vous a fermé ceci pour le moment : {what}.',
  'locked.and': ', ',
  'locked.chat': 'messages',
  'locked.questions': 'questions',
  'locked.polls': 'sondages',
  'locked.reactions': 'réactions',
  'locked.hands': 'lever la main',
  'locked.direct': 'écrire à une personne',
  'locked.notes': 'écrire dans les notes',
  'locked.since': '(depuis {time})',
  'locked.all': 'L’équipe a fermé ceci aux participants pour le moment : {what}.',
};
