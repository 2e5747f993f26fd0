// SPDX-License-Identifier: Apache-2.0

export const en = {
  'figures.title': 'Waiting times',
  'figures.lead': 'Requests for access by country: who waits for a decision, and how long decisions take.',
  'figures.none': 'Nobody has asked for access yet.',
  'figures.country': 'Country',
  'figures.waiting': 'Waiting',
  'figures.oldest': 'Longest since',
  'figures.median': 'Until decided, half of them',
  'figures.days': { one: '{n} day', other: '{n} days' },
  'figures.hours': { one: '{n} hour', other: '{n} hours' },
  'figures.soon': 'Less than an hour',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
