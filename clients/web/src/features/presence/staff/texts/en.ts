// SPDX-License-Identifier: Apache-2.0
export const en = {
  'attend.title': 'Attendance',
  'attend.hint': 'What counts is the time that was live: no breaks, and a lost connection of up to half a minute is none.',
  'attend.find': 'Find a name',
  'attend.none': 'Nobody of that name was here.',
  'attend.person': 'Person',
  'attend.first': 'Came',
  'attend.left': 'Left',
  'attend.minutes': 'Time',
  'attend.rejoins': 'Came again',
  'attend.answered': 'Polls',
  'attend.completed': 'Completed',
  'attend.yes': 'yes',
  'attend.no': 'no',
  'attend.after': 'only after the end',
  'attend.correct': 'Correct',
  'attend.correct.of': 'Correct the time of {name}',
  'attend.correct.counted': 'Counted: {own}. What you write here counts instead; {name} sees it with the reason.',
  'attend.correct.minutes': 'Minutes',
  'attend.correct.why': 'Reason',
  'attend.correct.fault': 'A whole number of minutes, at most {n}, and a reason.',
  'attend.correct.drop': 'As it was counted',
  'attend.corrected': 'corrected',
  'attend.rule': 'What it takes to have completed it',
  'attend.rule.percent': 'Percent of the time',
  'attend.rule.checks': 'Polls answered',
  'attend.rule.replay': 'What was watched again counts as well: whichever is more',
  'attend.rule.fault': 'Whole numbers: a percentage up to 100, polls up to {n}; an empty field asks nothing.',
  'attend.more': 'More people',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
