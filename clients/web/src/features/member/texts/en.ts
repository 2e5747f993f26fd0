// SPDX-License-Identifier: Apache-2.0
export const en = {
  'people.tab': 'People',

  'people.role.told': 'Your role here has changed: {role}.',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
