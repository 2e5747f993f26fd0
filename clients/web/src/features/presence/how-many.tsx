// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';

export function HowMany(): JSX.Element | null {
  const { t } = useWords();
  const count = useView((view) => view.presence?.count);
  return count === undefined ? null : <span data-testid="presence">{t('presence.here', { n: count })}</span>;
}
