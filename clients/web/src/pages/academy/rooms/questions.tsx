// SPDX-License-Identifier: Apache-2.0
// Writing what is asked of who registers.
import type { JSX } from 'preact';
import { useWords } from '../../../i18n/context.tsx';
import { LANGUAGES, dirOf } from '../../../i18n/index.ts';
import { TextArea, TextField } from '../../../ui/field.tsx';
import { Button } from '../../../ui/parts.tsx';
import { Select } from '../../../ui/select.tsx';
import { ASK_KINDS, QUESTIONS_MAX, QUESTION_CHARS, askWrong } from './asks.ts';
import type { Asked } from './asks.ts';

const LINES_CHARS = 3000;

export function Questions({ asks, langs, tried, onChange }: {
  asks: readonly Asked[]; langs: readonly string[]; tried: boolean; onChange: (asks: readonly Asked[]) => void;
}): JSX.Element {
  const { t } = useWords();
  const nameOf = (lang: string): string => LANGUAGES.find((known) => known.lang === lang)?.name ?? lang;
  const set = (at: number, change: Partial<Asked>): void => onChange(asks.map((ask, index) => (index === at ? { ...ask, ...change } : ask)));
  return (
    <div class="stack">
      {asks.map((ask, at) => (
        <div key={at} class="rooms-lang" role="group" aria-label={t('rooms.ask.number', { n: at + 1 })} data-invalid={tried && askWrong(ask, langs) ? 'true' : undefined}>
          <div class="rooms-lang-head">
            <strong>{t('rooms.ask.number', { n: at + 1 })}</strong>
            <Button kind="quiet" small onClick={() => onChange(asks.filter((_, index) => index !== at))}>{t('do.remove')}</Button>
          </div>
          <Select label={t('rooms.ask.kind')} value={ask.kind} onChange={(kind) => set(at, { kind: ASK_KINDS.find((each) => each === kind) ?? 'text' })} testid={`ask-kind-${at + 1}`}
            options={ASK_KINDS.map((value) => ({ value, label: t(`rooms.ask.${value}`) }))} />
          {langs.map((lang) => (
            <div key={lang} class="stack">
              <TextField label={t('rooms.ask.title', { language: nameOf(lang) })} value={ask.title[lang] ?? ''} max={QUESTION_CHARS} lang={lang} dir={dirOf(lang)} testid={`ask-${at + 1}-${lang}`}
                onInput={(text) => set(at, { title: { ...ask.title, [lang]: text } })} />
              {ask.kind === 'choice' && <TextArea label={t('rooms.ask.options', { language: nameOf(lang) })} value={ask.lines[lang] ?? ''} max={LINES_CHARS} lang={lang} dir={dirOf(lang)} testid={`ask-options-${at + 1}-${lang}`}
                onInput={(text) => set(at, { lines: { ...ask.lines, [lang]: text } })} />}
            </div>
          ))}
          <label class="check"><input type="checkbox" checked={ask.required} onChange={() => set(at, { required: !ask.required })} /><span>{t('rooms.ask.required')}</span></label>
          {tried && askWrong(ask, langs) && <p class="refusal" role="alert">{t('rooms.ask.wrong')}</p>}
        </div>
      ))}
      {asks.length < QUESTIONS_MAX && <div><Button small icon="plus" onClick={() => onChange([...asks, { kind: 'text', title: {}, required: true, lines: {} }])} testid="ask-add">{t('rooms.ask.add')}</Button></div>}
    </div>
  );
}
