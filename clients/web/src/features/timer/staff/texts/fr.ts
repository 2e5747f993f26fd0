// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'timer.new': 'Lancer un minuteur',
  'timer.field': 'À quoi il sert (facultatif)',
  'timer.languages': 'Dans d’autres langues',
  'timer.minutes': { one: '{n} minute', many: '{n} de minutes', other: '{n} minutes' },
  'timer.field.minutes': 'Autre durée en minutes',
  'timer.start': 'Lancer',
  'timer.stop': 'Arrêter',
  'timer.stopped': 'Le minuteur est arrêté.',
  'timer.step': 'Minutes',
  'timer.step.add': 'Ajouter le minuteur',
  'timer.began': { one: 'Le minuteur tourne : {n} minute.', many: 'Le minuteur tourne : {n} de minutes.', other: 'Le minuteur tourne : {n} minutes.' },
};
