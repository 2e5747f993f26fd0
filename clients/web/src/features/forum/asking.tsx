// SPDX-License-Identifier: Apache-2.0
// A poll that a post is to ask, while it is written: kept with the draft of the post, and gone with it.
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useDraft } from '../../core/draft.ts';
import type { JsonObject } from '../../core/merge.ts';
import { chars } from '../../core/text.ts';
import { useWords } from '../../i18n/context.tsx';
import { TextField } from '../../ui/field.tsx';
import { Button } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';

export interface Asked {
  readonly options: readonly string[];
  readonly many: boolean;
  readonly named: boolean;
  readonly results: 'voted' | 'closed';
  readonly change: boolean;
  /** After which it closes by itself; 0: when somebody closes it. */
  readonly days: number;
}

const NEW: Asked = { options: ['', ''], many: false, named: false, results: 'voted', change: true, days: 0 };
const DAYS: readonly number[] = [0, 1, 3, 7, 14, 28];
const DAY_MS = 86_400_000;

/** What was kept: nothing where it is not readable. */
export function askedOf(text: string): Asked | undefined {
  try {
    const kept = JSON.parse(text) as Partial<Asked> | null;
    return kept && Array.isArray(kept.options) ? { ...NEW, ...kept } : undefined;
  } catch {
    return undefined;
  }
}

const written = ({ options }: Asked): string[] => options.map((option) => option.trim()).filter((option) => option !== '');

/** Two choices or more, none said twice. */
export function asksWell(asked: Asked): boolean {
  const options = written(asked);
  return options.length >= 2 && new Set(options).size === options.length && options.every((option) => chars(option) <= BOUNDS.FORUM_OPTION_CHARS);
}

/** As the server takes it. */
export function askedData(asked: Asked, now: number): JsonObject {
  const options = written(asked);
  return {
    options, results: asked.results, ballot: asked.named ? 'named' : 'anonymous',
    ...(asked.many ? { max: options.length } : {}), ...(asked.change ? { change: true } : {}), ...(asked.days > 0 ? { closes: now + asked.days * DAY_MS } : {}),
  };
}

export interface Asking {
  readonly asked: Asked | undefined;
  readonly set: (asked: Asked | undefined) => void;
  /** It may be sent: there is none, or a good one. */
  readonly fits: boolean;
  readonly sent: JsonObject;
}

/** Of the form of that place. */
export function useAsking(place: string): Asking {
  const [text, setText] = useDraft(`${place}/poll`);
  const asked = askedOf(text);
  const set = (next: Asked | undefined): void => setText(next ? JSON.stringify(next) : '');
  const fits = asked === undefined || asksWell(asked);
  return { asked, set, fits, get sent() { return asked ? { poll: askedData(asked, Date.now()) } : {}; } };
}

export function AskingField({ asking: { asked, set, fits }, busy }: { readonly asking: Asking; readonly busy: boolean }): JSX.Element {
  const { t } = useWords();
  const field = useRef<HTMLFieldSetElement>(null);
  const began = useRef(asked !== undefined);
  useLayoutEffect(() => {
    if (asked && !began.current) field.current?.querySelector('input')?.focus();
    began.current = asked !== undefined;
  }, [asked !== undefined]);
  if (!asked) return <div><Button kind="quiet" small icon="poll" testid="poll-add" onClick={() => set(NEW)}>{t('ask.add')}</Button></div>;
  const { options } = asked;
  const option = (at: number, text: string): void => set({ ...asked, options: options.map((other, place) => (place === at ? text : other)) });
  const check = (is: boolean, label: string, testid: string, change: (on: boolean) => Partial<Asked>): JSX.Element => (
    <label class="check">
      <input type="checkbox" checked={is} data-testid={testid} onChange={({ currentTarget }) => set({ ...asked, ...change(currentTarget.checked) })} />
      <span>{label}</span>
    </label>
  );
  return (
    <fieldset class="asking stack" disabled={busy} ref={field} data-testid="asking">
      <legend>{t('ask.title')}</legend>
      <p class="hint">{t('ask.hint')}</p>
      {options.map((text, at) => (
        <div class="asking-option" key={at}>
          <TextField label={t('ask.option', { n: at + 1 })} value={text} max={BOUNDS.FORUM_OPTION_CHARS} onInput={(next) => option(at, next)} testid={`ask-option-${at + 1}`} />
          {options.length > 2 && <Button kind="quiet" icon="trash" testid={`ask-drop-${at + 1}`} onClick={() => set({ ...asked, options: options.filter((_, place) => place !== at) })}><span class="hidden">{t('ask.drop', { n: at + 1 })}</span></Button>}
        </div>
      ))}
      {options.length < BOUNDS.FORUM_POLL_OPTIONS && <div><Button kind="quiet" small icon="plus" testid="ask-more" onClick={() => set({ ...asked, options: [...options, ''] })}>{t('ask.more')}</Button></div>}
      {check(asked.many, t('ask.many'), 'ask-many', (many) => ({ many }))}
      {check(asked.change, t('ask.change'), 'ask-change', (change) => ({ change }))}
      {check(asked.named, t('ask.named'), 'ask-named', (named) => ({ named }))}
      <Select label={t('ask.results')} value={asked.results} testid="ask-results" onChange={(results) => set({ ...asked, results: results === 'closed' ? 'closed' : 'voted' })}
        options={[{ value: 'voted', label: t('ask.results.voted') }, { value: 'closed', label: t('ask.results.closed') }]} />
      <Select label={t('ask.closes')} value={String(asked.days)} testid="ask-closes" onChange={(days) => set({ ...asked, days: Number(days) })}
        options={DAYS.map((days) => ({ value: String(days), label: days === 0 ? t('ask.closes.hand') : t('ask.closes.days', { n: days }) }))} />
      {!fits && <p class="hint" role="status">{t('ask.need')}</p>}
      <div><Button kind="quiet" small icon="trash" testid="poll-drop" onClick={() => set(undefined)}>{t('ask.remove')}</Button></div>
    </fieldset>
  );
}
