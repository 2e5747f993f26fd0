// SPDX-License-Identifier: Apache-2.0
export const en = {
  'do.again': 'Send again',
  'chat.why': 'Why? The author reads it (may be left out)',
  'chat.more': 'More for the message by {name}',
  'chat.edit': 'Your message',
  'chat.pin': 'Pin',
  'chat.unpin': 'Unpin',
  'chat.pinned': 'Pinned messages',
  'chat.told.refused': 'Your message was not approved.',
  'chat.told.removed': 'The team removed your message.',
  'chat.told.away': 'Put away',
  'chat.kind.clap': 'Applause',
  'chat.kind.heart': 'Heart',
  'chat.kind.thumb': 'Thumbs up',
  'chat.kind.wow': 'Astonished',
  'chat.kind.laugh': 'Laughing',
  'chat.delete.ask': 'Delete your message?',
  'chat.remove.ask': 'Remove this message?',
  'chat.delete.hint': 'It disappears for everybody, and from what is kept. This cannot be undone.',
  'chat.failed': 'Not sent: {error}',
  'error.CHAT_CLOSED': 'the chat is closed',
  'error.CHAT_SLOW': 'wait a little before writing again',
  'error.CHAT_WAITING': '{n} messages of yours wait for approval, and more may not',
  'error.CHAT_EDIT_WAITS': 'messages are looked at first here: write a new one',
  'error.CHAT_CHANGED': 'its author has changed the message meanwhile: read it again',
  'chat.direct': 'Direct message',
  'chat.mention': 'People to mention',
  'chat.mention.found': { one: '{n} person to mention', other: '{n} people to mention' },
  'error.CHAT_PINS': '{n} messages are pinned: unpin one first',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
