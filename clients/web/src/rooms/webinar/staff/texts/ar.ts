// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const ar: Same<typeof en> = {
  'room.needs.none': 'لا شيء بانتظارك. تأتي إلى هنا الرسائل والأسئلة التي تحتاج إلى موافقة، ومع كل منها إجراؤه.',
};
