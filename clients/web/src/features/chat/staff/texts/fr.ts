// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'chat.need': 'Message à approuver',
  'chat.approve.all': { one: 'Approuver {n} message', many: 'Approuver les {n}', other: 'Approuver les {n}' },
  'chat.fate': { one: 'Le message en attente', many: 'Les {n} messages en attente', other: 'Les {n} messages en attente' },
  'chat.fate.keep': 'attendent encore',
  'chat.fate.approve': 'sont approuvés',
  'chat.fate.refuse': 'sont refusés',
  'chat.words': 'Mots pour lesquels un message attend (un par ligne, {n} au plus)',
  'chat.mode.open': 'Tout le monde',
  'chat.mode.slow': 'Tout le monde, lentement',
  'chat.mode.approve': 'Tout le monde, après approbation',
  'chat.mode.staff': 'L’équipe seulement',
  'chat.mode.off': 'Personne',
  'chat.mode.seconds': 'Secondes entre deux messages',
  'chat.mode.delay': 'Secondes avant que les autres voient un message (0 : aussitôt)',
  'chat.mode.after': { one: 'après {n} s', other: 'après {n} s', many: 'après {n} s' },
  'chat.mode.set': 'Appliquer',
  'chat.mode.every': { one: 'toutes les {n} s', many: 'toutes les {n} s', other: 'toutes les {n} s' },
};
