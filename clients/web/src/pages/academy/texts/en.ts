// SPDX-License-Identifier: Apache-2.0

export const en = {
  'academy.parts': 'The academy',
  'academy.rooms': 'Rooms',
  'academy.people': 'People',
  'academy.settings': 'Settings',
  'academy.credentials': 'Certificates',
  'academy.announcements': 'Announcements',
  'academy.requests': 'Requests',
  'academy.figures': 'Waiting times',
  'academy.csv': 'Save as a table (CSV)',
  'academy.pick.drop': 'Without {name}',
  'join.title': 'Coming in',
  'join.going': 'You are being let in…',
  'join.gone': 'This link leads nowhere any more',
  'join.gone.hint': 'It was taken back, has expired, was used up, or is for people of another country. Ask whoever sent it for a new one.',
  'join.code': 'No room has the code {code}',
  'join.code.hint': 'Perhaps it was changed: look again where you found it, and type it on the home page.',
  'error.LAST_ORGANISER': 'the academy keeps at least one organiser: make someone else organiser first',
  'error.REQUEST_STATE': 'the request is no longer in that state',
  'error.ROOM_HAS_HOST': 'the room has a host who is active',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
