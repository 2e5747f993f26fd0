// SPDX-License-Identifier: Apache-2.0
export const en = {
  'question.tab': 'Questions',

  'question.take': 'Answer now',
  'question.now': 'Being answered now: {text}',
  'error.QUESTIONS_CLOSED': 'questions are closed',
  'error.QUESTION_STATE': 'the question is no longer in that state',
  'error.QUESTIONS_WAITING': 'you have {n} unanswered questions, and may have no more',
  'error.QUESTION_CLAIMED': 'somebody else has taken charge of it',
  'error.QUESTION_MERGED': 'other questions were merged into it',
  'error.QUESTION_SILENCED': 'the team takes no more questions from you here',
  'error.TAG_UNKNOWN': 'there is no such label here',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
