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
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
