// SPDX-License-Identifier: Apache-2.0
export const en = {
  'people.list': 'People in this room',
  'people.none': 'Nobody is here.',
  'people.since': 'since {time}',
  'people.role': 'Role of {name}',
  'people.role.apply': 'Apply',
  'people.role.done': '{name} is now: {role}.',
  'people.host.ask': 'Make {name} a host?',
  'people.host.hint': 'A host may do everything here: end the session, and change your role too.',
  'people.host.end.ask': 'Shall {name} no longer be a host?',
  'people.host.end.hint': 'The person is told, and can no longer start or end the session.',
  'people.failed': 'The list cannot be loaded.',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
