// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'lib.way': { zero: 'المكتبة: لا وثائق', one: 'المكتبة: وثيقة واحدة', two: 'المكتبة: وثيقتان', few: 'المكتبة: {n} وثائق', many: 'المكتبة: {n} وثيقة', other: 'المكتبة: {n} وثيقة' },
};
