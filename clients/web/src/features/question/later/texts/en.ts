// SPDX-License-Identifier: Apache-2.0
export const en = {
  'question.list': 'Questions',
  'question.none': 'No questions yet. Ask the first one below; others can vote for it.',
  'question.none.staff': 'No questions yet. What people ask comes here, with the votes of the others.',
  'question.none.here': 'Nothing here.',
  'question.write': 'Ask a question',
  'question.ask': 'Ask',
  'question.note.moderated': 'Questions appear once the team has seen them.',
  'question.note.voting': 'New questions are no longer taken. You can still vote.',
  'question.note.closed': 'Questions are closed.',
  'question.state.pending': 'Waiting for approval',
  'question.state.open': 'Open',
  'question.state.answering': 'Being answered now',
  'question.state.answered': 'Answered',
  'question.state.dismissed': 'Set aside',
  'question.answered.live': 'Answered live',
  'question.answer.by': 'Answer by {name}',
  'question.votes': { one: '{n} vote', other: '{n} votes' },
  'question.vote': 'Vote for this question, so far:',
  'question.sort': 'Order',
  'question.sort.votes': 'Most votes',
  'question.sort.time': 'Newest',
  'question.show': 'Show',
  'question.show.all': 'All',
  'question.show.open': 'Open',
  'question.show.answered': 'Answered',
  'question.show.pending': 'To approve',
  'question.show.dismissed': 'Set aside',
  'question.mine': 'Your questions not shown to others',
  'question.edited': 'edited',
  'question.acts': 'Question by {name}',
  'question.intake': 'New questions',
  'question.ask.anonymous': 'Without my name',
  'question.by.anonymous': 'Anonymous',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
