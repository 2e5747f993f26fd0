// SPDX-License-Identifier: Apache-2.0
import type { Same } from '../../../i18n/types.ts';
import type { en } from './en.ts';

export const es: Same<typeof en> = {
  'lib.way': { one: 'Biblioteca: {n} documento', other: 'Biblioteca: {n} documentos' },
};
