// SPDX-License-Identifier: Apache-2.0
export const en = {
  'visitor.label': 'Guest',
  'visitor.title': 'Guests',
  'visitor.none': 'Nobody is a guest here. A guest sees the units, forums and documents that you name, until the end that you set, and nothing else.',
  'visitor.new': 'Let a guest in',
  'visitor.change.title': 'Change the stay',
  'visitor.hint': 'Somebody who is no member here sees what you name, until the end that you set, and nothing else. Everybody sees that they are a guest.',
  'visitor.who': 'Who',
  'visitor.other': 'Somebody else',
  'visitor.find': 'Begin to type the name of somebody of the academy.',
  'visitor.find.none': 'Nobody is found by that.',
  'visitor.find.refused': 'You cannot look for people: ask somebody who makes rooms.',
  'visitor.units': 'Units',
  'visitor.topics': 'Forums',
  'visitor.documents': 'Documents',
  'visitor.writes': 'May write there, take tests and hand in',
  'visitor.until': 'The end',
  'visitor.date': 'Day',
  'visitor.time': 'Hour ({zone})',
  'visitor.missing': 'Choose somebody, a unit, a forum or a document, and an end that is to come.',
  'visitor.send': 'Let in',
  'visitor.done': '{name} is a guest until {time}.',
  'visitor.stay': 'Until {time}',
  'visitor.writing': 'reads and writes',
  'visitor.reading': 'reads',
  'visitor.acts': 'What can be done with {name}',
  'visitor.change': 'Change…',
  'visitor.end': 'End now',
  'visitor.ended': '{name} is not a guest any more.',
  'visitor.count': { one: '{n} discussion', other: '{n} discussions' },
  'visitor.home': 'You are a guest here until {time}. You read what stands below.',
  'visitor.home.writes': 'You are a guest here until {time}. You read what stands below, may write in the forums, take the tests and hand in.',
  'visitor.home.none': 'Nothing is open to you yet.',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
