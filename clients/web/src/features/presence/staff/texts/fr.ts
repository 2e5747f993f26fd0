// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'attend.title': 'Présence',
  'attend.hint': 'Seul le temps en direct compte : pas les pauses, et une connexion perdue moins d’une demi-minute ne l’est pas.',
  'attend.find': 'Chercher un nom',
  'attend.none': 'Personne de ce nom n’était là.',
  'attend.person': 'Personne',
  'attend.first': 'Arrivée',
  'attend.left': 'Départ',
  'attend.minutes': 'Durée',
  'attend.rejoins': 'Retours',
  'attend.answered': 'Sondages',
  'attend.completed': 'Suivie en entier',
  'attend.yes': 'oui',
  'attend.no': 'non',
  'attend.after': 'seulement après la fin',
  'attend.correct': 'Corriger',
  'attend.correct.of': 'Corriger la durée de {name}',
  'attend.correct.counted': 'Compté : {own}. Ce que vous écrivez ici compte à la place ; {name} le voit avec le motif.',
  'attend.correct.minutes': 'Minutes',
  'attend.correct.why': 'Motif',
  'attend.correct.fault': 'Un nombre entier de minutes, {n} au plus, et un motif.',
  'attend.correct.drop': 'Comme compté',
  'attend.corrected': 'corrigé',
  'attend.rule': 'Ce qu’il faut pour l’avoir suivie en entier',
  'attend.rule.percent': 'Pourcentage du temps',
  'attend.rule.checks': 'Réponses à des sondages',
  'attend.rule.replay': 'La rediffusion regardée compte aussi : la plus longue des deux durées',
  'attend.rule.fault': 'Des nombres entiers : un pourcentage jusqu’à 100, jusqu’à {n} sondages ; un champ vide ne demande rien.',
  'attend.more': 'Plus de personnes',
};
