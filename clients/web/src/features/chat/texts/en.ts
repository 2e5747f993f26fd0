// SPDX-License-Identifier: Apache-2.0
export const en = {
  'chat.tab': 'Chat',

  'chat.log': 'Chat messages',
  'chat.empty': 'Nobody has written yet. Say hello.',
  'chat.silent': 'Nobody has written yet.',
  'chat.write': 'Write a message',
  'chat.reply.to': 'Reply to {name}',
  'chat.reply.gone': 'an earlier message',
  'chat.reply.cancel': 'Do not reply',
  'chat.actions': 'Message by {name}',
  'chat.new': { one: '{n} new message', other: '{n} new messages' },
  'chat.pending': 'Waiting for approval',
  'chat.edited': 'edited',
  'chat.mode': 'Who may write',
  'chat.note.slow': { one: 'One message per second.', other: 'One message every {n} seconds.' },
  'chat.note.wait': { one: 'You can write again in {n} second.', other: 'You can write again in {n} seconds.' },
  'chat.delayed': 'Not seen by the others yet: it appears by itself',
  'chat.note.delay': { one: 'Others see your messages after {n} second.', other: 'Others see your messages after {n} seconds.' },
  'chat.mentioned': 'Mentions you',
  'chat.mention.told': '{name} mentions you in the chat.',
  'chat.note.silent': 'You read only, for now: the team has taken away your right to write.',
  'chat.note.locked': 'The team has closed the chat for participants.',
  'chat.note.alone': 'The team has closed the chat for you, for now: you can read it.',
  'chat.note.over': 'The session is over: nothing more can be written.',
  'chat.note.rehearsal': 'The chat opens once the rehearsal is over.',
  'chat.note.approve': 'Messages appear once the team has approved them.',
  'chat.note.staff': 'Only the team writes at the moment.',
  'chat.note.off': 'The chat is closed.',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
