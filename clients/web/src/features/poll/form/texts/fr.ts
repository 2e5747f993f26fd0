// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'poll.form.type': 'Type de sondage',
  'poll.form.title': 'Question',
  'poll.form.option': 'Réponse {number}',
  'poll.form.option.add': 'Ajouter une réponse',
  'poll.form.option.remove': 'Retirer la réponse {number}',
  'poll.form.min': 'Au moins',
  'poll.form.max': 'Au plus',
  'poll.form.change': 'On peut changer son vote',
  'poll.form.ballot': 'Vote',
  'poll.form.ballot.named': 'Votes nominatifs',
  'poll.form.ballot.anonymous': 'Votes anonymes',
  'poll.form.ballot.secret': 'Vote secret',
  'poll.form.ballot.hint': 'Pas de résultats tant qu’il est ouvert, même pour l’équipe. À la clôture, les totaux sont donnés si au moins {number} personnes ont voté. Il ne peut pas être rouvert.',
  'poll.form.language.add': 'Ajouter une langue',
  'poll.form.language.remove': 'Retirer {language}',
  'poll.form.save': 'Enregistrer le brouillon',
  'poll.form.need.title': 'La question manque.',
  'poll.form.need.options': 'Il faut au moins deux réponses.',
  'poll.form.need.range': 'Les nombres de réponses ne vont pas ensemble.',
  'poll.form.need.different': 'Deux réponses sont identiques.',
  'poll.form.need.language': 'Chaque réponse est nécessaire dans chaque langue de la question.',
};
