// SPDX-License-Identifier: Apache-2.0
export const en = {
  'chat.tab': 'Chat',

  'chat.log': 'Chat messages',
  'chat.empty': 'Nobody has written yet. Say hello: everybody in the room reads it.',
  'chat.earlier': 'Earlier messages',
  'chat.beginning': 'The chat begins here.',
  'chat.write': 'Write a message',
  'chat.reply.to': 'Reply to {name}',
  'chat.reply.gone': 'an earlier message',
  'chat.reply.cancel': 'Do not reply',
  'chat.actions': 'Message by {name}',
  'chat.new': { one: '{n} new message', other: '{n} new messages' },
  'chat.pending': 'Waiting for approval',
  'chat.need': 'Message to approve',
  'chat.delete.ask': 'Delete your message?',
  'chat.remove.ask': 'Remove this message?',
  'chat.delete.hint': 'It disappears for everybody, and from what is kept. This cannot be undone.',
  'chat.failed': 'Not sent: {error}',
  'chat.mode': 'Who may write',
  'chat.mode.open': 'Everyone',
  'chat.mode.slow': 'Everyone, slowly',
  'chat.mode.approve': 'Everyone, after approval',
  'chat.mode.staff': 'The team only',
  'chat.mode.off': 'Nobody',
  'chat.mode.seconds': 'Seconds between two messages',
  'chat.mode.set': 'Apply',
  'chat.mode.every': { one: 'every {n} s', other: 'every {n} s' },
  'chat.note.slow': { one: 'One message per second.', other: 'One message every {n} seconds.' },
  'chat.note.wait': { one: 'You can write again in {n} second.', other: 'You can write again in {n} seconds.' },
  'chat.note.approve': 'Messages appear once the team has approved them.',
  'chat.note.staff': 'Only the team writes at the moment.',
  'chat.note.off': 'The chat is closed.',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
