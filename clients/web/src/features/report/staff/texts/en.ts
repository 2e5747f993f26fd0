// SPDX-License-Identifier: Apache-2.0
export const en = {
  'report.need.message': { one: 'Reported message', other: 'Message reported by {n} people' },
  'report.need.direct': { one: 'Reported direct message', other: 'Direct message reported by {n} people' },
  'report.away': 'It is gone, or could not be read.',
  'report.need.question': { one: 'Reported question', other: 'Question reported by {n} people' },
  'report.need.paragraph': { one: 'Paragraph reported', other: 'Paragraph reported by {n} people' },
  'report.queue': 'Reports',
  'report.none': 'Nothing waits for a decision.',
  'report.need.post': { one: 'Reported post', other: 'Post reported by {n} people' },
  'report.remove.post': 'A note that a moderator removed it stays in its place. For a short while it can be restored.',
  'report.claimed': '{name} has charge',
  'report.look': 'Look',
  'report.keep': 'Keep',
  'report.claim': 'Take charge',
  'report.unclaim': 'Leave it to others',
  'report.gone': 'no longer there',
  'report.group': 'in {group}',
  'report.group.number': 'group {n}',
  'report.keep.ask': 'Keep what was reported?',
  'report.keep.hint': 'Whoever reported it is told that the team keeps it.',
  'report.why': 'Reason, for whoever reported it (may be left out)',
  'report.choices': 'What to do about the report',
  'report.remove.ask': 'Remove what was reported?',
  'report.remove.message': 'The message disappears for everybody, and from what is kept. This cannot be undone.',
  'report.remove.question': 'The question is set aside. Whoever reported it is told.',
  'report.remove.paragraph': 'The paragraph disappears for everybody, with all that it ever said. It cannot be brought back.',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
