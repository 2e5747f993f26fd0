// SPDX-License-Identifier: Apache-2.0
// A text in up to four languages: the reader's own at hand, the others in a line that opens.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Texts } from '../core/views.ts';
import { chars } from '../core/text.ts';
import { useWords } from '../i18n/context.tsx';
import { LANGUAGES, dirOf } from '../i18n/index.ts';
import { TextArea, TextField } from './field.tsx';

/** What is to be sent of it; undefined: nothing is written, or one of them is too long. */
export function textsOf(texts: Texts, max: number): Texts | undefined {
  const written = Object.entries(texts).map(([lang, text]) => [lang, text.trim()] as const).filter(([, text]) => text !== '');
  return written.length > 0 && written.every(([, text]) => chars(text) <= max) ? Object.fromEntries(written) : undefined;
}

/** `other` names the line that opens. */
export function LanguageFields({ label, other, value, max, area, onInput, testid }: {
  label: string; other: string; value: Texts; max: number; area?: boolean; onInput: (texts: Texts) => void; testid: string;
}): JSX.Element {
  const { lang: own } = useWords();
  const first = LANGUAGES.find(({ lang }) => own.startsWith(lang)) ?? LANGUAGES[0]!;
  const others = LANGUAGES.filter((each) => each !== first);
  const [opened] = useState(() => others.some(({ lang }) => value[lang]));
  const Field = area ? TextArea : TextField;
  const field = (lang: string, name: string): JSX.Element => (
    <Field key={lang} label={name} lang={lang} dir={dirOf(lang)} value={value[lang] ?? ''} max={max} testid={`${testid}-${lang}`} onInput={(text) => onInput({ ...value, [lang]: text })} />
  );
  return (
    <>
      {field(first.lang, label)}
      <details class="fold" open={opened}>
        <summary>{other}</summary>
        {others.map(({ lang, name }) => field(lang, name))}
      </details>
    </>
  );
}
