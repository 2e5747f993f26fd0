// SPDX-License-Identifier: Apache-2.0
// Six letters that lead into a room: from a projector, a slide, a sheet of paper.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Session } from '../../core/session.ts';
import { useWords } from '../../i18n/context.tsx';
import { Button } from '../../ui/parts.tsx';
import { comeByCode } from '../join.ts';
import { codeRead } from '../../core/code.ts';

export function Code({ session }: { session: Session | undefined }): JSX.Element {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const open = async (): Promise<void> => {
    const code = codeRead(text);
    if (code === undefined) return setWrong(t('home.code.six'));
    if (!session || busy) return undefined;
    setBusy(true);
    setWrong('');
    const error = await comeByCode(session, code);
    if (error) setWrong(error === 'NONE' ? t('home.code.none') : error === 'FAILED' ? t('entry.failed') : t('app.error', { error: t(`error.${error}`) }));
    return setBusy(false);
  };
  return (
    <section aria-labelledby="home-code">
      <h2 id="home-code">{t('home.code')}</h2>
      <form class="home-code" onSubmit={(event) => { event.preventDefault(); void open(); }}>
        <label class="hidden" for="code">{t('home.code.letters')}</label>
        <input
          id="code" type="text" dir="ltr" autocomplete="off" autocapitalize="characters" spellcheck={false} maxLength={16} value={text} data-testid="code"
          aria-describedby="code-hint code-wrong" aria-invalid={wrong ? 'true' : undefined} onInput={(event) => setText(event.currentTarget.value)}
        />
        <Button submit busy={busy} testid="code-go">{t('home.goin')}</Button>
      </form>
      <p class="hint" id="code-hint">{t('home.code.hint')}</p>
      <p class="refusal" role="alert" id="code-wrong">{wrong}</p>
    </section>
  );
}
