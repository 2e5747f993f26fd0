// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'do.again': 'Renvoyer',
  'chat.why': 'Pourquoi ? L’auteur le lira (facultatif)',
  'chat.more': 'Plus pour le message de {name}',
  'chat.edit': 'Votre message',
  'chat.pin': 'Épingler',
  'chat.unpin': 'Détacher',
  'chat.pinned': 'Messages épinglés',
  'chat.told.refused': 'Votre message n’a pas été approuvé.',
  'chat.told.removed': 'L’équipe a retiré votre message.',
  'chat.told.away': 'Ranger',
  'chat.kind.clap': 'Applaudissements',
  'chat.kind.heart': 'Cœur',
  'chat.kind.thumb': 'Pouce levé',
  'chat.kind.wow': 'Étonnement',
  'chat.kind.laugh': 'Rire',
  'chat.delete.ask': 'Supprimer votre message ?',
  'chat.remove.ask': 'Retirer ce message ?',
  'chat.delete.hint': 'Il disparaît pour tout le monde, et de ce qui est gardé. Cela ne peut pas être annulé.',
  'chat.failed': 'Non envoyé : {error}',
  'error.CHAT_CLOSED': 'le chat est fermé',
  'error.CHAT_SLOW': 'attendez un peu avant d’écrire à nouveau',
  'error.CHAT_WAITING': '{n} de vos messages attendent d’être approuvés',
  'error.CHAT_EDIT_WAITS': 'les messages sont d’abord relus ici : écrivez-en un nouveau',
  'error.CHAT_CHANGED': 'l’auteur a modifié le message entre-temps : relisez-le',
  'chat.direct': 'Message direct',
  'chat.mention': 'Personnes à mentionner',
  'chat.mention.found': { one: '{n} personne à mentionner', other: '{n} personnes à mentionner', many: '{n} personnes à mentionner' },
  'error.CHAT_PINS': '{n} messages sont épinglés : détachez-en un d’abord',
};
