// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../../core/contract.ts';
import { useWords } from '../../../i18n/context.tsx';
import { useAct } from '../../../ui/command.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextArea } from '../../../ui/field.tsx';
import { Button } from '../../../ui/parts.tsx';

/** Asks before a message is taken out of the chat, or refused while it waits; somebody else is told why. */
export function Removal({ seq, own, waits, onClose }: { seq: number; own: boolean; waits: boolean; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [why, setWhy] = useState('');
  const reason = why.trim() === '' ? {} : { why };
  const remove = (): void => void run(waits && !own ? 'chat.refuse' : 'chat.delete', { message: seq, ...reason }).then((done) => done && onClose());
  return (
    <Dialog title={t(own ? 'chat.delete.ask' : 'chat.remove.ask')} onClose={onClose}>
      <p>{t('chat.delete.hint')}</p>
      {!own && <TextArea label={t('chat.why')} rows={1} value={why} max={BOUNDS.WHY_CHARS} onInput={setWhy} testid="chat-why" />}
      <div class="row row-end">
        <Button onClick={onClose}>{t('do.cancel')}</Button>
        <Button kind="danger" busy={sending} onClick={remove} testid="confirm">{t(own ? 'do.delete' : 'do.remove')}</Button>
      </div>
    </Dialog>
  );
}
