// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'poll.tab': 'Sondages',

  'poll.opened': 'Un sondage est ouvert : {title}',
  'poll.closed': 'Le sondage est clos : {title}',
  'poll.published': 'Les résultats sont là : {title}',
};
