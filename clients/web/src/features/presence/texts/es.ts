// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'presence.here': { one: '{n} persona presente', many: '{n} personas presentes', other: '{n} personas presentes' },
};
