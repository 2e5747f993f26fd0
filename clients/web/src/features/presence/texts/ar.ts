// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'presence.here': { zero: 'لا أحد هنا', one: 'شخص واحد هنا', two: 'شخصان هنا', few: '{n} أشخاص هنا', many: '{n} شخصًا هنا', other: '{n} شخص هنا' },
};
