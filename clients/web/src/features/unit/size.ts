// SPDX-License-Identifier: Apache-2.0
// How large something is, in words.
import type { Words } from '../../i18n/index.ts';
import { KB } from '../../ui/file.ts';

const MB = KB * KB;

export function sizeSaid({ t }: Pick<Words, 't'>, bytes: number): string {
  return bytes < MB ? t('size.kb', { n: Math.max(1, Math.round(bytes / KB)) }) : t('size.mb', { n: bytes < 10 * MB ? Math.round((10 * bytes) / MB) / 10 : Math.round(bytes / MB) });
}
