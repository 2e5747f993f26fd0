// SPDX-License-Identifier: Apache-2.0
export const en = {
  'poll.open.for': 'How long',
  'poll.open.unlimited': 'No time limit',
  'poll.open.seconds': { one: '{n} second', other: '{n} seconds' },
  'poll.open.minutes': { one: '{n} minute', other: '{n} minutes' },
  'poll.unpublish': 'Hide the results',
  'poll.publish.done': 'Everybody sees the results.',
  'poll.unpublish.done': 'Only the team sees the results.',
  'poll.acts': 'Poll: {title}',
  'poll.delete': 'Delete the draft',
  'poll.delete.closed': 'Delete the poll',
  'poll.delete.ask': 'Delete this poll and its results?',
  'poll.delete.ask.draft': 'Delete this draft?',
  'poll.delete.hint': 'This cannot be undone.',
  'poll.up': 'Move up',
  'poll.down': 'Move down',
  'poll.moved': 'Now number {place} of {all}.',
  'poll.round.new': 'Another round',
  'poll.reveal': 'Reveal the correct answer',
  'poll.archive': 'Put away',
  'poll.unarchive': 'Bring back',
  'poll.answers': 'Answers, seen by the team',
  'poll.show': 'Show',
  'poll.hide': 'Put away',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
