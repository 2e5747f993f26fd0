// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'presence.figures': 'En chiffres',
  'presence.people': { one: 'personne', many: 'personnes', other: 'personnes' },
  'presence.peak': 'au plus en même temps',
  'presence.mean': 'présence moyenne',
  'presence.median': 'présence médiane',
  'presence.length': 'En direct pendant {time}.',
  'presence.messages': { one: 'message', many: 'messages', other: 'messages' },
  'presence.writers': { one: 'a écrit', many: 'ont écrit', other: 'ont écrit' },
  'presence.polls': { one: 'sondage', many: 'sondages', other: 'sondages' },
  'presence.votes': { one: 'vote', many: 'votes', other: 'votes' },
  'presence.questions': { one: 'question', many: 'questions', other: 'questions' },
  'presence.minutes': { one: '{n} min', many: '{n} min', other: '{n} min' },
  'presence.own': 'Votre présence',
  'presence.own.time': 'Vous étiez là {own} sur {all}.',
  'presence.own.none': 'Vous n’étiez pas là pendant le direct.',
  'presence.own.answered': { one: 'Vous avez répondu à {n} sondage.', many: 'Vous avez répondu à {n} sondages.', other: 'Vous avez répondu à {n} sondages.' },
  'presence.completed': 'Suivie en entier',
  'presence.completed.not': 'Non suivie en entier',
  'presence.rule': 'Ce qu’il faut : {rule}.',
  'presence.rule.percent': '{percent} du temps',
  'presence.rule.checks': { one: '{n} réponse à un sondage', many: '{n} réponses à des sondages', other: '{n} réponses à des sondages' },
  'presence.rule.replay': 'la rediffusion compte aussi',
  'presence.corrected': 'L’équipe a indiqué {own} : {why}',
};
