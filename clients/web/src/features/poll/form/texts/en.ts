// SPDX-License-Identifier: Apache-2.0
// What only who writes polls reads: loaded with the form.

export const en = {
  'poll.form.type': 'Kind of poll',
  'poll.form.title': 'Question',
  'poll.form.option': 'Answer {number}',
  'poll.form.option.add': 'Add an answer',
  'poll.form.option.remove': 'Remove answer {number}',
  'poll.form.min': 'At least',
  'poll.form.max': 'At most',
  'poll.form.change': 'People may change their vote',
  'poll.form.ballot': 'Ballot',
  'poll.form.ballot.named': 'Named votes',
  'poll.form.ballot.anonymous': 'Anonymous votes',
  'poll.form.ballot.secret': 'Secret ballot',
  'poll.form.ballot.hint': 'No results while it is open, not for the team either. At the close the sums are told if at least {number} people have voted. It cannot be opened again.',
  'poll.form.language.add': 'Add a language',
  'poll.form.language.remove': 'Remove {language}',
  'poll.form.save': 'Save as a draft',
  'poll.form.need.title': 'The question is missing.',
  'poll.form.need.options': 'At least two answers are needed.',
  'poll.form.need.range': 'The numbers of answers do not fit together.',
  'poll.form.need.different': 'Two answers are the same.',
  'poll.form.need.language': 'Each answer is needed in every language of the question.',
  'poll.form.ballot.confidential': 'Confidential votes',
  'poll.form.from': 'Lowest',
  'poll.form.to': 'Highest',
  'poll.form.low': 'What the lowest means',
  'poll.form.high': 'What the highest means',
  'poll.form.unit': 'Unit',
  'poll.form.words': 'Words per person',
  'poll.form.budget': 'Points to spread',
  'poll.form.abstain': 'People may abstain',
  'poll.form.results': 'Results',
  'poll.form.results.never': 'When the team publishes them',
  'poll.form.results.voted': 'After voting',
  'poll.form.results.closed': 'When it closes',
  'poll.form.results.live': 'At once',
  'poll.form.correct': 'Correct: {answer}',
  'poll.form.correct.number': 'Correct number',
  'poll.form.tolerance': 'Tolerance',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
