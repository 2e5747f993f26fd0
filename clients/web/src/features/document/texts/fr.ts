// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const fr: Same<typeof en> = {
  'lib.way': { one: 'Bibliothèque : {n} document', other: 'Bibliothèque : {n} documents' },
};
