// SPDX-License-Identifier: Apache-2.0
// Some words to who waits: something they are told, or why they are not let in.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Button } from '../../ui/parts.tsx';

export function Say({ what, whom, title, onClose }: { what: 'tell' | 'refuse'; whom?: string; title: string; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [text, setText] = useState('');
  const words = text.trim();
  const send = async (): Promise<void> => {
    const data = what === 'tell' ? { text: words } : words === '' ? {} : { why: words };
    if (await run(`lobby.${what}`, { ...(whom === undefined ? {} : { whom }), ...data })) onClose();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="stack" onSubmit={(event) => {
        event.preventDefault();
        if (what === 'refuse' || words !== '') void send();
      }}>
        <TextField label={t(what === 'tell' ? 'lobby.tell.words' : 'lobby.refuse.why')} value={text} max={BOUNDS.SANCTION_CHARS} dir="auto" onInput={setText} testid="say" />
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind={what === 'refuse' ? 'danger' : 'strong'} submit busy={sending} testid="confirm">{t(what === 'tell' ? 'lobby.tell.do' : 'lobby.refuse.do')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
