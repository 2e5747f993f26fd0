// SPDX-License-Identifier: Apache-2.0
// In the place of an act: why it is not for oneself just now.
import type { JSX } from 'preact';
import { useClosed } from '../core/closed.ts';
import { useWords } from '../i18n/context.tsx';

/** Nothing where one may, or where something else is in the way. */
export function NotNow({ method, lock, testid }: { method: string; lock: string; testid: string }): JSX.Element | null {
  const { t } = useWords();
  const closed = useClosed(method, lock);
  return closed ? <p class="hint" data-testid={testid}>{t(`closed.${closed.as}`)}<Why of={closed.why} /></p> : null;
}

/** The reason that the team gave, if it did. */
export function Why({ of }: { of: string | undefined }): JSX.Element | null {
  return of === undefined ? null : <> <q dir="auto">{of}</q></>;
}
