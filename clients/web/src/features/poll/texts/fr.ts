// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'poll.tab': 'Sondages',

  'poll.opened': 'Un sondage est ouvert : {title}',
  'poll.closed': 'Le sondage est clos : {title}',
  'poll.published': 'Les résultats sont là : {title}',
  'poll.open': 'Ouvrir',
  'poll.close': 'Clore le sondage',
  'poll.publish': 'Publier les résultats',
  'error.POLL_NOT_OPEN': 'le sondage n’est pas ouvert',
  'error.POLL_CLOSED': 'le sondage est clos',
  'error.POLL_VOTED': 'quelqu’un a déjà voté',
  'error.WORD_BANNED': 'ce mot n’est pas accepté ici',
  'error.POLL_OPEN': 'le sondage est ouvert : il faut d’abord le clore',
  'error.ALREADY_VOTED': 'vous avez déjà voté',
  'error.CHOICES_INVALID': 'ces choix ne conviennent pas au sondage',
};
