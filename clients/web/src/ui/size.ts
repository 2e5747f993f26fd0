// SPDX-License-Identifier: Apache-2.0
// How large something is, in words.
import type { Words } from '../i18n/index.ts';
import { KB } from './file.ts';

const MB = KB * KB;

export function sizeSaid({ lang }: Pick<Words, 'lang'>, bytes: number): string {
  // A number is not parted from its unit at the end of a line.
  const said = (unit: string, count: number): string => new Intl.NumberFormat(lang, { style: 'unit', unit }).format(count).replace(' ', '\u00a0');
  return bytes < MB ? said('kilobyte', Math.max(1, Math.round(bytes / KB))) : said('megabyte', bytes < 10 * MB ? Math.round((10 * bytes) / MB) / 10 : Math.round(bytes / MB));
}
