// SPDX-License-Identifier: Apache-2.0
import { useRef, useState } from 'preact/hooks';
import { HttpError } from '../../core/person.ts';
import { useWords } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';

export interface Doing {
  readonly busy: boolean;
  /** In words of the reader; empty when nothing went wrong. */
  readonly wrong: string;
  readonly run: (act: () => Promise<void>) => void;
}

/** One act at a time; what came of it stands beside the button. */
export function useDoing(): Doing {
  const words = useWords();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const under = useRef(false);
  const run = (act: () => Promise<void>): void => {
    if (under.current) return;
    under.current = true;
    setBusy(true);
    setWrong('');
    act().catch((error: unknown) => setWrong(saidOf(words, error))).finally(() => {
      under.current = false;
      setBusy(false);
    });
  };
  return { busy, wrong, run };
}

function saidOf({ t }: Words, error: unknown): string {
  if (error instanceof HttpError) return error.error ? t('signin.refused', { error: t(`error.${error.error}`) }) : t('entry.failed');
  // The person closed the browser's question, or has no passkey here.
  if (error instanceof DOMException) return t(error.name === 'InvalidStateError' ? 'signin.known' : 'signin.notdone');
  return t('entry.failed');
}

export const MAIL_CHARS = 254;

/** Whether it looks like an address; the server knows better. */
export function isMail(text: string): boolean {
  return text.trim().length <= MAIL_CHARS && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim());
}
