// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { chars } from '../core/text.ts';
import { afterPress } from '../core/within.ts';
import { useWords } from '../i18n/context.tsx';

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly max: number;
  readonly onInput: (text: string) => void;
  /** What stands when the field is left. */
  readonly onChange?: (text: string) => void;
  /** Which keys a phone shows. */
  readonly keys?: 'text' | 'email' | 'numeric';
  /** What a browser may fill in. */
  readonly complete?: string;
  readonly readOnly?: boolean;
  readonly hideLabel?: boolean;
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl' | 'auto';
  readonly testid?: string;
  /** Says that what is written is kept. */
  readonly draft?: string | false;
  /** What must be mended in it, in words. */
  readonly wrong?: string | undefined;
}
/** What is offered while one writes, in a list beside the field. */
export interface Suggest {
  readonly attributes: { readonly [name: `aria-${string}`]: string };
  readonly list: JSX.Element | null;
  /** The text or the caret is another. */
  onLook(area: HTMLTextAreaElement): void;
  /** Whether the key was the list's. */
  onKey(event: KeyboardEvent): boolean;
  onLeave(): void;
}
interface AreaProps extends TextProps {
  readonly suggest?: Suggest;
  readonly rows?: number;
  readonly focus?: boolean;
  /** Enter sends; with Shift it breaks the line. */
  readonly onEnter?: () => void;
  readonly onEscape?: () => void;
}

export function TextField({ label, value, max, onInput, onChange, keys = 'text', complete = 'off', readOnly, hideLabel, lang, dir = 'auto', testid, draft, wrong }: TextProps): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id} class={hideLabel ? 'hidden' : undefined}>{label}</label>
      <input
        id={id} type="text" inputMode={keys} dir={dir} lang={lang} value={value} readOnly={readOnly ?? false} autocomplete={complete} data-testid={testid}
        aria-describedby={`${id}-left ${id}-wrong`} aria-invalid={wrong || chars(value) > max ? 'true' : undefined}
        onInput={(event) => onInput(event.currentTarget.value)}
        onChange={({ currentTarget: { value: left } }) => onChange && afterPress(() => onChange(left))}
      />
      <Left id={`${id}-left`} value={value} max={max} draft={draft} />
      {wrong && <p class="refusal" role="alert" id={`${id}-wrong`}>{wrong}</p>}
    </div>
  );
}

// To measure it is to lay the page out at every key.
const GROWS = typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content');

export function TextArea({ label, value, max, onInput, readOnly, hideLabel, lang, dir = 'auto', testid, draft, rows = 3, focus, onEnter, onEscape, suggest }: AreaProps): JSX.Element {
  const id = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (focus) area.current?.focus();
  }, [focus]);
  // It grows with its text up to the bound in the style sheet.
  useLayoutEffect(() => {
    const element = area.current;
    if (!element || GROWS) return;
    element.style.blockSize = 'auto';
    element.style.blockSize = `${element.scrollHeight + element.offsetHeight - element.clientHeight}px`;
  }, [value]);
  const keydown = (event: KeyboardEvent): void => {
    if (suggest?.onKey(event)) return;
    if (event.key === 'Escape' && onEscape) onEscape();
    // While an input method is composing, Enter belongs to it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || !onEnter) return;
    event.preventDefault();
    onEnter();
  };
  return (
    <div class="field">
      <label for={id} class={hideLabel ? 'hidden' : undefined}>{label}</label>
      <textarea
        id={id} ref={area} dir={dir} lang={lang} rows={rows} style={{ '--rows': rows }} value={value} readOnly={readOnly ?? false} data-testid={testid}
        placeholder={hideLabel ? label : undefined} aria-describedby={`${id}-left`} aria-invalid={chars(value) > max ? 'true' : undefined}
        onInput={(event) => { onInput(event.currentTarget.value); suggest?.onLook(event.currentTarget); }} onKeyDown={keydown}
        onSelect={(event) => suggest?.onLook(event.currentTarget)} onBlur={() => suggest?.onLeave()} {...suggest?.attributes}
      />
      {suggest?.list}
      <Left id={`${id}-left`} value={value} max={max} draft={draft} />
    </div>
  );
}

// Never cut silently: say how much is left when it becomes little, and how much is too much.
function Left({ id, value, max, draft }: { id: string; value: string; max: number; draft: string | false | undefined }): JSX.Element {
  const { t } = useWords();
  const left = max - chars(value);
  const text = left < 0 ? t('text.over', { n: -left }) : left <= max / 5 ? t('text.left', { n: left }) : '';
  const count = <p id={`${id}`} class={left < 0 ? 'field-left field-over' : 'field-left'}>{text}</p>;
  return draft && value !== '' ? <div class="field-foot"><p class="field-draft">{draft}</p>{count}</div> : count;
}
