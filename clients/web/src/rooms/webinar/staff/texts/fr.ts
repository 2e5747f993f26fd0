// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'room.needs.none': 'Rien ne vous attend. Les messages et les questions à approuver arrivent ici, chacun avec son action.',
};
