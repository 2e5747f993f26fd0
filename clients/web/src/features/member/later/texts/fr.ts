// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'error.LOCKED': 'l’équipe a fermé cela pour le moment',
  'error.SILENCED': 'vous pouvez seulement lire ici pour le moment',
  'silenced.now': 'L’équipe vous a mis en lecture seule pour le moment.',
};
