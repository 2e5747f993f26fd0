// SPDX-License-Identifier: Apache-2.0
// The code of conduct in the reader's language, to be accepted.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { notify } from '../../ui/live.tsx';
import { Button, Spinner } from '../../ui/parts.tsx';
import { Prose } from '../../ui/prose.tsx';
import { useSession } from '../../ui/session.tsx';
import { ACADEMY } from '../academy/context.ts';

interface Conduct {
  readonly version: number;
  readonly text: Texts;
}

export function ConductText({ onAccepted, onClose }: { onAccepted: () => void; onClose?: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const session = useSession();
  const [found, setFound] = useState<Conduct | 'failed' | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const read = (): void => {
    setFound(undefined);
    session.query('conduct.get', { room: ACADEMY }).then((answer) => setFound(answer as Conduct), () => setFound('failed'));
  };
  useEffect(read, [session]);
  if (!found) return <Spinner label={t('entry.loading')} />;
  if (found === 'failed') return <div role="alert"><p>{t('entry.failed')}</p><Button onClick={read}>{t('app.again')}</Button></div>;
  const said = spoken(found.text, lang);
  const accept = (): void => {
    setBusy(true);
    void session.queue.run('conduct.accept', { room: ACADEMY, version: found.version, language: said.lang }).then((outcome) => {
      setBusy(false);
      if (outcome.ok) return onAccepted();
      notify(t('app.error', { error: t(`error.${outcome.error}`) }));
      // Another one may hold by now.
      return read();
    });
  };
  return (
    <>
      <div lang={said.lang} data-testid="conduct-text"><Prose text={said.text} dir={said.dir} /></div>
      <div class="row row-end">
        {onClose && <Button onClick={onClose}>{t('do.close')}</Button>}
        <Button kind="strong" busy={busy} onClick={accept} testid="conduct-accept">{t('home.conduct.accept')}</Button>
      </div>
    </>
  );
}

/** In place of a room, until it is accepted: then the room is entered. */
export function ConductGate({ onAccepted }: { onAccepted: () => void }): JSX.Element {
  const { t } = useWords();
  return (
    <div class="sheet" data-testid="conduct-gate">
      <h1>{t('home.conduct')}</h1>
      <p class="lead">{t('home.conduct.hint')}</p>
      <ConductText onAccepted={onAccepted} />
    </div>
  );
}
