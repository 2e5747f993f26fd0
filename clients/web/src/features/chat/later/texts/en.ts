// SPDX-License-Identifier: Apache-2.0
export const en = {
  'chat.more': 'More for the message by {name}',
  'chat.edit': 'Your message',
  'chat.pin': 'Pin',
  'chat.unpin': 'Unpin',
  'chat.pinned': 'Pinned messages',
  'chat.told.refused': 'Your message was not approved.',
  'chat.told.removed': 'The team removed your message.',
  'chat.told.away': 'Put away',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
