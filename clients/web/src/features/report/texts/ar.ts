// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'report.told.kept': 'نظر الفريق فيما أبلغت عنه وأبقاه.',
  'report.told.removed': 'أزال الفريق ما أبلغت عنه.',
};
