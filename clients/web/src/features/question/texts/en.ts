// SPDX-License-Identifier: Apache-2.0
export const en = {
  'question.tab': 'Questions',

  'question.now': 'Being answered now: {text}',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
