// SPDX-License-Identifier: Apache-2.0

export const en = {
  'access.title': 'Requests for access',
  'access.empty': 'Nobody waits. Who asks for access stands here.',
  'access.since': 'waiting, asked {time}',
  'access.known': 'Has an account already',
  'access.endorse': 'Endorse',
  'access.refuse': 'Refuse',
  'access.refuse.title': 'Refuse the request of {name}',
  'access.why': 'Reason, which they will read',
  'access.state': 'State',
  'access.open': 'All that wait',
  'access.none': 'No request is in this state.',
  'access.was': 'asked {time}',
  'access.oldest': 'The oldest has waited since {date}.',
  'access.state.asked': 'Asked',
  'access.state.confirmed': 'Address confirmed',
  'access.state.endorsed': 'Endorsed',
  'access.state.approved': 'Approved',
  'access.state.refused': 'Refused',
  'access.state.expired': 'Expired',
} as const;

type Source = typeof en;
declare module '../../../../i18n/types.ts' {
  interface Said extends Source {}
}
