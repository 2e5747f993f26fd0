// SPDX-License-Identifier: Apache-2.0
export const en = {
  'call.title': 'Call of those on stage',
  'call.hint': 'Where those on stage speak with each other. The team sees the link, and whoever is made a presenter; nobody else.',
  'call.give': 'Give a link',
  'call.open': 'Open the call',
  'call.address': 'Address (https://…)',
  'call.fault': 'The address does not begin with https://.',
  'call.taken': 'The link is removed.',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
