// SPDX-License-Identifier: Apache-2.0
export const en = {
  'lib.way': { one: 'Library: {n} document', other: 'Library: {n} documents' },
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
