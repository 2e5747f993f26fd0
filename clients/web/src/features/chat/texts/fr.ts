// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'chat.tab': 'Chat',

  'chat.log': 'Messages du chat',
  'chat.empty': 'Personne n’a encore écrit. Dites bonjour.',
  'chat.silent': 'Personne n’a encore écrit.',
  'chat.write': 'Écrire un message',
  'chat.reply.to': 'Réponse à {name}',
  'chat.reply.gone': 'un message plus ancien',
  'chat.reply.cancel': 'Ne pas répondre',
  'chat.actions': 'Message de {name}',
  'chat.new': { one: '{n} nouveau message', many: '{n} nouveaux messages', other: '{n} nouveaux messages' },
  'chat.pending': 'En attente d’approbation',
  'chat.edited': 'modifié',
  'chat.mode': 'Qui peut écrire',
  'chat.note.slow': { one: 'Un message par seconde.', many: 'Un message toutes les {n} secondes.', other: 'Un message toutes les {n} secondes.' },
  'chat.note.wait': { one: 'Vous pourrez écrire dans {n} seconde.', many: 'Vous pourrez écrire dans {n} secondes.', other: 'Vous pourrez écrire dans {n} secondes.' },
  'chat.delayed': 'Pas encore visible pour les autres : il apparaît de lui-même',
  'chat.note.delay': { one: 'Les autres voient vos messages après {n} seconde.', other: 'Les autres voient vos messages après {n} secondes.', many: 'Les autres voient vos messages après {n} secondes.' },
  'chat.mentioned': 'Vous mentionne',
  'chat.mention.told': '{name} vous mentionne dans le chat.',
  'chat.note.silent': 'Pour l’instant, vous lisez seulement : l’équipe vous a retiré la parole.',
  'chat.note.locked': 'L’équipe a fermé le chat aux participants.',
  'chat.note.alone': 'L’équipe vous a fermé le chat pour le moment : vous pouvez le lire.',
  'chat.note.over': 'La séance est terminée : on ne peut plus rien écrire.',
  'chat.note.rehearsal': 'Le chat s’ouvre une fois la répétition terminée.',
  'chat.note.approve': 'Les messages apparaissent une fois approuvés par l’équipe.',
  'chat.note.staff': 'Seule l’équipe écrit pour le moment.',
  'chat.note.off': 'Le chat est fermé.',
};
