// SPDX-License-Identifier: Apache-2.0
// What a poll asks beside its question and its options, and what is correct.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useWords } from '../../i18n/context.tsx';
import { dirOf } from '../../i18n/index.ts';
import { TextField } from '../../ui/field.tsx';
import type { PollDraft } from './draft.ts';
import type { Ask } from './view.ts';

const LIST_CHARS = 1000;

interface Props {
  readonly draft: PollDraft;
  readonly onChange: (part: Partial<PollDraft>) => void;
}

function NumberField({ label, value, set, testid }: { label: string; value: number | undefined; set: (value: number | undefined) => void; testid: string }): JSX.Element {
  return (
    <label class="field-number">
      <span>{label}</span>
      <input type="number" value={value ?? ''} data-testid={testid} onInput={({ currentTarget: { valueAsNumber: number } }) => set(Number.isFinite(number) ? number : undefined)} />
    </label>
  );
}

export function AskFields({ draft, onChange }: Props): JSX.Element | null {
  const { t } = useWords();
  const ask = draft.ask ?? {};
  const set = (part: { [K in keyof Ask]?: Ask[K] | undefined }): void => {
    const next = Object.fromEntries(Object.entries({ ...ask, ...part }).filter(([, value]) => value !== undefined));
    onChange({ ask: next as Ask });
  };
  const label = (key: 'low' | 'high' | 'unit'): JSX.Element[] => draft.languages.map((lang) => (
    <TextField key={`${key}-${lang}`} label={t(`poll.form.${key}`)} value={ask[key]?.[lang] ?? ''} max={BOUNDS.POLL_LABEL_CHARS} lang={lang} dir={dirOf(lang)}
      onInput={(text) => set({ [key]: { ...ask[key], [lang]: text } })} testid={`poll-${key}-${lang}`} />
  ));
  if (draft.type === 'scale' || draft.type === 'numeric') {
    const scale = draft.type === 'scale';
    return (
      <>
        <div class="row">
          <NumberField label={t('poll.form.from')} value={ask.from ?? (scale ? 1 : undefined)} set={(from) => set({ from })} testid="poll-from" />
          <NumberField label={t('poll.form.to')} value={ask.to ?? (scale ? 5 : undefined)} set={(to) => set({ to })} testid="poll-to" />
        </div>
        {scale ? [...label('low'), ...label('high')] : label('unit')}
        {!scale && <NumberField label={t('poll.form.decimals')} value={ask.decimals ?? 0} set={(decimals) => set({ decimals: Math.max(0, Math.min(3, Math.round(decimals ?? 0))) })} testid="poll-decimals" />}
      </>
    );
  }
  if (draft.type === 'points') return <NumberField label={t('poll.form.budget')} value={ask.budget ?? 100} set={(budget) => set({ budget })} testid="poll-budget" />;
  if (draft.type === 'cloud') {
    return (
      <>
        <NumberField label={t('poll.form.words')} value={ask.words ?? 3} set={(words) => set({ words })} testid="poll-words" />
        <List label={t('poll.form.banned')} value={ask.banned ?? []} set={(banned) => set({ banned })} testid="poll-banned" />
      </>
    );
  }
  return null;
}

/** Words or answers with commas between, in any script. */
function List({ label, value, set, testid }: { label: string; value: readonly (number | string)[]; set: (value: string[]) => void; testid: string }): JSX.Element {
  const { t } = useWords();
  const [text, setText] = useState(value.join(t('poll.form.comma')));
  return (
    <TextField label={label} value={text} max={LIST_CHARS} dir="auto" testid={testid} onInput={(next) => {
      setText(next);
      set(next.split(/[,،;؛\n]/).map((each) => each.trim()).filter((each) => each !== ''));
    }} />
  );
}

/** Of options each may be marked; of a number it is told, and how far off is still correct. */
export function Correct({ draft, onChange }: Props): JSX.Element | null {
  const { t } = useWords();
  const correct = draft.correct ?? [];
  const [lang = 'en'] = draft.languages;
  if (draft.type === 'numeric') {
    return (
      <div class="row">
        <NumberField label={t('poll.form.correct.number')} value={correct[0] === undefined ? undefined : Number(correct[0])} set={(number) => onChange({ correct: number === undefined ? [] : [number] })} testid="poll-correct" />
        <NumberField label={t('poll.form.tolerance')} value={draft.tolerance} set={(tolerance) => onChange({ tolerance: tolerance ?? 0 })} testid="poll-tolerance" />
      </div>
    );
  }
  if (draft.type === 'text') return <List label={t('poll.form.correct.texts')} value={correct} set={(texts) => onChange({ correct: texts })} testid="poll-correct" />;
  if (draft.type === 'ranking') {
    return (
      <label class="check">
        <input type="checkbox" checked={correct.length > 0} data-testid="poll-correct" onChange={(event) => onChange({ correct: event.currentTarget.checked ? draft.options.map((_, at) => at + 1) : [] })} />
        <span>{t('poll.form.correct.order')}</span>
      </label>
    );
  }
  const names = draft.type === 'boolean' ? [t('poll.true'), t('poll.false')]
    : draft.type === 'single' || draft.type === 'multiple' ? draft.options.map((option) => option[lang]?.trim() ?? '') : [];
  const mark = (number: number, on: boolean): void => {
    const others = draft.type === 'multiple' ? correct.filter((other) => other !== number) : [];
    onChange({ correct: on ? [...others, number].sort((a, b) => Number(a) - Number(b)) : others });
  };
  return (
    <>
      {names.map((answer, at) => answer && (
        <label class="check" key={at}>
          <input type="checkbox" checked={correct.includes(at + 1)} data-testid={`poll-correct-${at + 1}`} onChange={(event) => mark(at + 1, event.currentTarget.checked)} />
          <span>{t('poll.form.correct', { answer })}</span>
        </label>
      ))}
    </>
  );
}
