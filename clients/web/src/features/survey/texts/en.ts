// SPDX-License-Identifier: Apache-2.0
export const en = {
  'survey.here': 'Please answer: {title}',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
