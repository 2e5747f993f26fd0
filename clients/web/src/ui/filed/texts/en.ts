// SPDX-License-Identifier: Apache-2.0
export const en = {
  'filed.show': 'Show picture, {size}',
  'filed.show.named': '{words}: show picture, {size}',
  'filed.gone': 'The file is not there any more.',
  'filed.file': 'File',
  'filed.larger': 'Look at the picture larger',
  'filed.larger.named': '{words}: look at it larger',
  'filed.untitled': 'Picture',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
