// SPDX-License-Identifier: Apache-2.0
export const en = {
  'forum.upvote': 'Vote for this post',
  'forum.again': 'Restore',
  'forum.stick': 'Pin',
  'forum.unstick': 'Unpin',
  'forum.shut': 'Close the discussion',
  'forum.shut.hint': 'Nobody but the team can write in it. Reading stays possible.',
  'forum.shut.reason': 'Why (optional)',
  'forum.shut.note': 'The team has closed this discussion.',
  'forum.unshut': 'Open it again',
  'error.FORUM_CLOSED': 'this discussion is closed',
  'forum.for': 'Who reads it',
  'forum.for.all': 'Everybody in the course',
  'forum.for.some': 'Some groups alone',
  'forum.narrow': 'Show to fewer people',
  'forum.narrow.hint': 'The discussion is shown to these groups and the team alone. It cannot be shown to more people again.',
  'error.COHORT_WIDER': 'it can only be shown to fewer people than now',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
