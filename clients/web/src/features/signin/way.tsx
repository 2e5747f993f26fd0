// SPDX-License-Identifier: Apache-2.0
// A way into a room that is kept until somebody has signed in: a link that was opened, or a code that is typed here. The
// home page goes on with it, and asks the server what it is for: nobody is told before.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { kept } from '../../core/keep.ts';
import { useWords } from '../../i18n/context.tsx';
import { codeRead } from '../../core/code.ts';
import { TextField } from '../../ui/field.tsx';
import { Button } from '../../ui/parts.tsx';

const KEPT = 'muster.join';
// With spaces and dashes.
const CODE_CHARS = 16;

export function Way(): JSX.Element {
  const { t } = useWords();
  const [way, setWay] = useState(() => kept.get(KEPT) ?? '');
  const [text, setText] = useState('');
  const [wrong, setWrong] = useState('');
  const keep = (next: string): void => {
    kept.set(KEPT, next || null);
    setWay(next);
    setText('');
    setWrong('');
  };
  const take = (event: Event): void => {
    event.preventDefault();
    const code = codeRead(text);
    if (code === undefined) setWrong(t('signin.code.six'));
    else keep(code);
  };
  return (
    <section aria-labelledby="way" data-testid="way" data-way={way === '' ? 'none' : codeRead(way) ? 'code' : 'link'}>
      <h2 id="way">{t('signin.code')}</h2>
      <div role="status">{way !== '' && <p>{codeRead(way) ? t('signin.code.kept', { code: `\u2066${way}\u2069` }) : t('signin.code.link')}</p>}</div>
      {way !== '' && <div><Button kind="quiet" onClick={() => keep('')} testid="way-drop">{t('signin.code.drop')}</Button></div>}
      {way === '' && (
        <form class="stack" noValidate onSubmit={take}>
          <TextField label={t('signin.code.letters')} value={text} max={CODE_CHARS} dir="ltr" onInput={setText} testid="way-code" />
          <p class="refusal" role="alert">{wrong}</p>
          <div><Button submit testid="way-keep">{t('signin.code.keep')}</Button></div>
        </form>
      )}
    </section>
  );
}
