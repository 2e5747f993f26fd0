// SPDX-License-Identifier: Apache-2.0
// The six letters that lead here: made, shown large, taken back.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from '../../../i18n/context.tsx';
import { useAct } from '../../../ui/command.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { notify } from '../../../ui/live.tsx';
import { Button } from '../../../ui/parts.tsx';
import { Copy } from '../../../ui/waits.tsx';
import { codeMake } from '../../../core/code.ts';
import { Qr } from './qr.tsx';
import type { Got } from './shape.ts';

export function Code({ got, onDone }: { got: Got; onDone: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [large, setLarge] = useState(false);
  const { of, code } = got;
  const set = (next: string | undefined): void => void run('room.code', { of, ...(next === undefined ? {} : { code: next }) }).then((done) => {
    if (done && next === undefined && code) notify(t('rooms.code.gone'), { label: t('do.undo'), run: () => set(code) });
    onDone();
  });
  return (
    <section class="academy-part" aria-labelledby="rooms-code">
      <h2 id="rooms-code">{t('rooms.code')}</h2>
      <p class="hint">{t('rooms.code.hint')}</p>
      {code ? (
        <>
          <p class="rooms-code"><bdi dir="ltr" data-testid="room-code">{code}</bdi></p>
          <div class="row">
            <Button small icon="zoom" onClick={() => setLarge(true)} testid="code-large">{t('rooms.code.large')}</Button>
            <Copy text={code} />
            <Button kind="quiet" small busy={sending} onClick={() => set(undefined)} testid="code-drop">{t('rooms.takeback')}</Button>
          </div>
        </>
      ) : <div><Button small icon="plus" busy={sending} onClick={() => set(codeMake())} testid="code-make">{t('rooms.code.make')}</Button></div>}
      {large && code && (
        <Dialog title={t('rooms.code')} wide onClose={() => setLarge(false)}>
          <p class="rooms-code-large" dir="ltr">{code}</p>
          <Qr text={`${location.origin}/join#${code}`} label={t('rooms.code.qr')} />
          <p class="lead">{t('rooms.code.where', { address: location.host })}</p>
        </Dialog>
      )}
    </section>
  );
}
