// SPDX-License-Identifier: Apache-2.0
export const en = {
  'left.title': { one: '{n} thing was not sent', other: '{n} things were not sent' },
  'left.hint': 'Waiting since {time}: the browser was closed before the server had answered. Send now, or throw away.',
  'left.send': 'Send now',
  'left.drop': 'Throw away',
  'left.refused': { one: '{n} thing was not taken when it was sent', other: '{n} things were not taken when they were sent' },
  'left.kind.chat': 'Message',
  'left.kind.poll': 'Vote',
  'left.kind.question': 'Question',
  'left.kind.forum': 'Post',
  'left.kind.other': 'Other',
} as const;

type Source = typeof en;
declare module '../../../i18n/types.ts' {
  interface Said extends Source {}
}
