// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Confirm } from '../../ui/dialog.tsx';

/** Taking a message out of the chat cannot be undone, so it is asked about. */
export function useRemoval(seq: number, own: boolean): { readonly ask: () => void; readonly question: JSX.Element | null } {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [asking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  return {
    ask: () => setAsking(true),
    question: asking ? (
      <Confirm title={t(own ? 'chat.delete.ask' : 'chat.remove.ask')} hint={t('chat.delete.hint')} action={t(own ? 'do.delete' : 'do.remove')} busy={sending}
        onConfirm={() => void run('chat.delete', { message: seq }).then(close)} onClose={close} />
    ) : null,
  };
}
