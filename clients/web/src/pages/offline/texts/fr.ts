// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'offline.title': 'Sans réseau depuis {time}',
  'offline.asof': 'État : {time}.',
  'offline.nothing': 'Ceci n’est pas sur cet appareil',
  'offline.nothing.hint': 'Cela n’a pas été ouvert ici, ou n’est jamais gardé. Il y faut le réseau ; cela viendra tout seul dès qu’il sera là.',
  'offline.opened': 'Sur cet appareil se trouve :',
  'offline.nobody': 'Personne n’est connecté sur cet appareil : se connecter demande le réseau.',
  'offline.can': 'Ce qui a été ouvert sur cet appareil peut être lu. Ce que vous écrivez est gardé ici et envoyé dès que le réseau revient.',
  'offline.cannot': 'Ce qui demande le réseau : les séances en direct, les vidéos, les envois de fichiers, la recherche, et ce qui n’a pas été ouvert ici.',
  'offline.forbidden': 'Cette académie ne laisse rien garder aux navigateurs : sans réseau cette page ne fonctionne pas. Ce que vous écrivez reste dans cet onglet jusqu’à sa fermeture.',
  'offline.newer': 'Il existe une version plus récente de cette page',
  'offline.newer.hint': 'La page est rechargée. Ce que vous écrivez reste.',
  'offline.newer.take': 'Recharger maintenant',
  'offline.newer.later': 'Plus tard',
};
