// SPDX-License-Identifier: Apache-2.0
export const en = {
  'room.needs.none': 'Nothing waits for you. Messages and questions to approve come here, each with its act beside it.',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
