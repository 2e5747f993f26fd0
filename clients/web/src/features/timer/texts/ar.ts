// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'timer.title': 'المؤقت',
  'timer.started': { zero: '{title}: {n} دقيقة', one: '{title}: دقيقة واحدة', two: '{title}: دقيقتان', few: '{title}: {n} دقائق', many: '{title}: {n} دقيقة', other: '{title}: {n} دقيقة' },
};
