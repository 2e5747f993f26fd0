// SPDX-License-Identifier: Apache-2.0
export const en = {
  'error.NOT_WAITING': 'this person does not wait any more',
  'error.ROOM_FULL': 'everybody there waits for a place, and comes in by themselves',
  'lobby.seat': 'Waits for a place',
  'lobby.line': 'At the door',
  'lobby.count': { one: 'one person waits', other: '{n} people wait' },
  'lobby.acts.all': 'What to do about those at the door',
  'lobby.tell': 'Tell them…',
  'lobby.tell.all': 'Tell everybody there…',
  'lobby.tell.ask': 'What shall those who wait be told?',
  'lobby.tell.to': 'What shall {name} be told?',
  'lobby.tell.words': 'They read it while they wait',
  'lobby.tell.do': 'Tell',
  'lobby.refuse.to': 'Shall {name} not be let in?',
  'lobby.refuse.why': 'A reason they are told, if you like',
  'lobby.refuse.do': 'Do not let in',
  'lobby.need': 'Waits to be let in',
  'lobby.admit': 'Let in',
  'lobby.refuse': 'Do not let in…',
  'lobby.all': 'Let everybody in',
  'lobby.acts': 'What to do about {name} at the door',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
