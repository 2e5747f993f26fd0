// SPDX-License-Identifier: Apache-2.0
export const en = {
  'offline.title': 'Without a network since {time}',
  'offline.asof': 'As of {time}.',
  'offline.nothing': 'This is not on this device',
  'offline.nothing.hint': 'It was not opened here before, or is never kept. It needs the network, and comes by itself once there is one.',
  'offline.opened': 'On this device is:',
  'offline.nobody': 'Nobody is signed in on this device: signing in needs the network.',
  'offline.can': 'What was opened on this device before can be read. What you write is kept here and sent once the network is back.',
  'offline.cannot': 'What needs the network: sessions as they happen, videos, uploads, searching, and what was not opened here.',
  'offline.forbidden': 'This academy lets browsers keep nothing: without a network this page does not work. What you type stays in this tab until you close it.',
  'offline.newer': 'There is a newer version of this page',
  'offline.newer.hint': 'The page is loaded again. What you are writing stays.',
  'offline.newer.take': 'Load now',
  'offline.newer.later': 'Later',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
