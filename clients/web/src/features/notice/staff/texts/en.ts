// SPDX-License-Identifier: Apache-2.0
export const en = {
  'notice.title': 'Announcements',
  'notice.new': 'New announcement',
  'notice.text': 'What everybody in the room reads',
  'notice.languages': 'In other languages',
  'notice.address': 'Address for more (optional)',
  'notice.stands': 'It stands',
  'notice.stands.as': 'as long as before',
  'notice.stands.until': 'until it is removed',
  'notice.stands.minutes': { one: 'for {n} minute', other: 'for {n} minutes' },
  'notice.urgent.hint': 'Urgent: it interrupts who has the page read aloud',
  'notice.until': 'until {time}',
  'notice.fault': 'Words are missing or too long, or the address does not begin with https://.',
  'notice.send': 'Announce',
  'notice.removed': 'The announcement is removed.',
  'notice.acts': 'What to do with this announcement',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
