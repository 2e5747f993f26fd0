// SPDX-License-Identifier: Apache-2.0
export const en = {
  'people.tab': 'People',

  'people.list': 'People in this room',
  'people.none': 'Nobody is here.',
  'people.since': 'since {time}',
  'people.role': 'Role of {name}',
  'people.failed': 'The list cannot be loaded.',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
