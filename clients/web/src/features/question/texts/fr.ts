// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'question.tab': 'Questions',

  'question.now': 'Réponse en cours à : {text}',
};
