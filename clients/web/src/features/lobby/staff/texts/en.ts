// SPDX-License-Identifier: Apache-2.0
export const en = {
  'error.NOT_WAITING': 'this person does not wait any more',
  'lobby.need': 'Waits to be let in',
  'lobby.admit': 'Let in',
  'lobby.refuse': 'Do not let in',
  'lobby.all': 'Let everybody in',
  'lobby.acts': 'What to do about {name} at the door',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
