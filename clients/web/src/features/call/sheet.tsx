// SPDX-License-Identifier: Apache-2.0
// Where those on stage speak with each other: the host gives the link, the team follows it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useRights, useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { TextField } from '../../ui/field.tsx';
import { notify } from '../../ui/live.tsx';
import { Button } from '../../ui/parts.tsx';
import type { CallView } from './view.ts';

const URL_CHARS = 2000;

export function CallSheet(): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const url = useView((view: CallView) => view.call?.url);
  const [written, setWritten] = useState<string | undefined>(undefined);
  const [fault, setFault] = useState(false);
  if (url === undefined && !may('call.link')) return null;
  const send = (event: Event): void => {
    event.preventDefault();
    const address = (written ?? '').trim();
    const fits = /^(https?:\/)?\/[^/\s]/.test(address);
    setFault(!fits);
    if (fits) void run('call.link', { url: address }).then((done) => done && setWritten(undefined));
  };
  const take = async (): Promise<void> => {
    if (await run('call.link', {})) notify(t('call.taken'), { label: t('do.undo'), run: () => void run('call.link', { url: url ?? '' }) });
  };
  return (
    <section class="sheet-part" aria-labelledby="sheet-call">
      <div class="sheet-head">
        <h3 id="sheet-call">{t('call.title')}</h3>
        {may('call.link') && written === undefined && <Button small onClick={() => setWritten(url ?? '')} testid="call-edit">{t(url === undefined ? 'call.give' : 'do.edit')}</Button>}
      </div>
      <p class="hint">{t('call.hint')}</p>
      {url !== undefined && written === undefined && (
        <div class="row">
          <a class="button button-small button-plain" href={url} target="_blank" rel="noopener noreferrer" data-testid="call-open">{t('call.open')}<span class="hidden"> {t('app.opens')}</span></a>
          {may('call.link') && <Button small busy={sending} onClick={() => void take()} testid="call-take">{t('do.remove')}</Button>}
        </div>
      )}
      {written !== undefined && (
        <form class="sheet-form" noValidate onSubmit={send}>
          <TextField label={t('call.address')} dir="ltr" value={written} max={URL_CHARS} onInput={setWritten} testid="call-address" />
          <p class="refusal" role="alert">{fault && t('call.fault')}</p>
          <div class="row">
            <Button kind="strong" small submit busy={sending} testid="call-send">{t('do.save')}</Button>
            <Button small onClick={() => setWritten(undefined)}>{t('do.cancel')}</Button>
          </div>
        </form>
      )}
    </section>
  );
}
