// SPDX-License-Identifier: Apache-2.0
export const en = {
  'people.tab': 'People',
  'silenced.now': 'The team has made you read only for now.',
  'locked.title': 'Something is closed for you.',
  'locked.all.title': 'The team has closed something for participants.',
  'people.role.told': 'Your role here has changed: {role}.',
  'people.taken': '{name} of the academy’s organisers has taken this room over.',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
