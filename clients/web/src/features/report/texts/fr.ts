// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'report.told.kept': 'L’équipe a regardé ce que vous avez signalé et le conserve.',
  'report.told.removed': 'L’équipe a retiré ce que vous avez signalé.',
};
