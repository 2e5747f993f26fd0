// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'chat.more': 'Plus pour le message de {name}',
  'chat.edit': 'Votre message',
  'chat.pin': 'Épingler',
  'chat.unpin': 'Détacher',
  'chat.pinned': 'Messages épinglés',
  'chat.told.refused': 'Votre message n’a pas été approuvé.',
  'chat.told.removed': 'L’équipe a retiré votre message.',
  'chat.told.away': 'Ranger',
};
