// SPDX-License-Identifier: Apache-2.0
export const en = {
  'question.answer.live': 'Was answered live',
  'question.answer.text': 'Answer in writing',
  'question.answer.write': 'Your answer',
  'question.dismiss': 'Set aside',
  'question.reopen': 'Reopen',
  'question.need': 'Question to approve',
  'question.dismissed': 'The question was set aside.',
  'question.intake.open': 'Open',
  'question.intake.voting': 'Voting only',
  'question.intake.closed': 'Closed',
  'question.moderated': 'Approve questions first',
  'question.anonymous': 'People may ask without their name',
  'question.amend': 'Change the answer',
  'question.answer.alone': 'Only for who asked',
  'question.claim': 'Take charge',
  'question.claim.over': 'Take charge instead',
  'question.unclaim': 'Give up charge',
  'question.claimed': 'In the charge of {name}',
  'question.merge': 'Merge into another',
  'question.merge.none': 'No other question is open.',
  'question.merged': 'The questions were merged.',
  'question.merged.here': { one: '{n} question merged', other: '{n} questions merged' },
  'question.unmerge': 'Take apart again',
  'question.tag': 'Give labels',
  'question.tags.list': 'Labels of this room, with commas',
  'question.pin': 'Show first',
  'question.unpin': 'Show first no longer',
  'question.dismiss.why': 'Set aside with a reason',
  'question.dismiss.reason': 'Reason, told to who asked',
  'question.silence': 'Take no more questions',
  'question.unsilence': 'Take questions again',
  'question.silenced': 'No more questions are taken from this person',
  'question.need.yours': 'Question in your charge',
  'question.comments.allow': 'Participants may comment',
  'question.shown.answered': 'New questions are shown once answered',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
