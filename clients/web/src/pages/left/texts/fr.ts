// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'left.title': { one: '{n} envoi n’est pas parti', other: '{n} envois ne sont pas partis' },
  'left.hint': 'En attente depuis : {time}. Le navigateur a été fermé avant la réponse du serveur. Envoyez maintenant, ou jetez.',
  'left.send': 'Envoyer maintenant',
  'left.drop': 'Jeter',
  'left.refused': { one: '{n} envoi n’a pas été accepté', other: '{n} envois n’ont pas été acceptés' },
  'left.kind.chat': 'Message',
  'left.kind.poll': 'Vote',
  'left.kind.question': 'Question',
  'left.kind.forum': 'Publication',
  'left.kind.other': 'Autre',
};
