// SPDX-License-Identifier: Apache-2.0
export const en = {
  'unit.title': 'Units',
  'unit.build': 'Build the course',
  'unit.none.build': 'A course is made of units. Build it here; participants see a unit once it is open.',
  'unit.sections': 'Sections',
  'unit.sections.build': 'Arrange the sections',
  'unit.sections.none': 'Sections hold what everybody here uses: texts, files, links. Make the first one.',
  'unit.held': 'Held back',
  'unit.opens': 'Opens {time}',
  'unit.next': 'The next unit opens {time}',
  'unit.opened': 'Unit open: {title}',
  'unit.week': 'Week {n} of the course',
  'unit.go': 'Go on: {title}',
  'unit.due.title': 'Due next',
  'unit.due': 'Due {time}',
  'unit.due.late': 'Late',
  'unit.due.was': 'Was due {time}',
  'unit.due.more': { one: '{n} more date', other: '{n} more dates' },
  'unit.progress': '{done} of {all} done',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
