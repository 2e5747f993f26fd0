// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Button } from '../../ui/parts.tsx';

/** Taking a message out of the chat, or refusing one that waits, cannot be undone, so it is asked about. Somebody else is told why. */
export function useRemoval(seq: number, own: boolean, waits = false): { readonly ask: () => void; readonly question: JSX.Element | null } {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [asking, setAsking] = useState(false);
  const [why, setWhy] = useState('');
  const close = (): void => setAsking(false);
  const reason = why.trim() === '' ? {} : { why };
  const remove = (): void => void run(waits && !own ? 'chat.refuse' : 'chat.delete', { message: seq, ...reason }).then((done) => done && close());
  return {
    ask: () => setAsking(true),
    question: asking ? (
      <Dialog title={t(own ? 'chat.delete.ask' : 'chat.remove.ask')} onClose={close}>
        <p>{t('chat.delete.hint')}</p>
        {!own && <TextArea label={t('chat.why')} rows={1} value={why} max={BOUNDS.WHY_CHARS} onInput={setWhy} testid="chat-why" />}
        <div class="row row-end">
          <Button onClick={close}>{t('do.cancel')}</Button>
          <Button kind="danger" busy={sending} onClick={remove} testid="confirm">{t(own ? 'do.delete' : 'do.remove')}</Button>
        </div>
      </Dialog>
    ) : null,
  };
}
