// SPDX-License-Identifier: Apache-2.0
// Marks for what is being written: one stop for the keyboard, arrows within, and each with a key of its own in the field.
import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { MARKS, marked } from '../../core/marks.ts';
import type { Mark } from '../../core/marks.ts';
import { useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ofRest } from '../../ui/later.tsx';

const KEYS: { readonly [key: string]: Mark } = { b: 'strong', i: 'em', e: 'code', k: 'link' };
const FACES: { readonly [M in Mark]: JSX.Element } = {
  strong: <strong>B</strong>, em: <em>I</em>, quote: <>❝</>, code: <code dir="ltr">{'</>'}</code>, link: <Icon name="link" />, mention: <>@</>,
};

/** A document of a library, picked while one writes. */
export const Cite = ofRest<{ readonly form: RefObject<HTMLFormElement | null> }>('document', 'Pick').Page;

/** `form` holds the field. */
export function FormatBar({ form }: { form: RefObject<HTMLFormElement | null> }): JSX.Element {
  const { t, dir } = useWords();
  const bar = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const put = (mark: Mark): void => {
    const area = form.current?.querySelector('textarea');
    if (!area || area.readOnly) return;
    const { from, to, text, start, end } = marked(area.value, area.selectionStart, area.selectionEnd, mark);
    area.focus();
    area.setSelectionRange(from, to);
    // As if it were typed: it can be undone, and the page hears of it.
    if (!document.execCommand('insertText', false, text)) {
      area.setRangeText(text, from, to);
      area.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
    area.setSelectionRange(start, end);
  };
  const latest = useRef(put);
  latest.current = put;
  useLayoutEffect(() => {
    const element = form.current;
    const keydown = (event: KeyboardEvent): void => {
      const mark = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey ? KEYS[event.key.toLowerCase()] : undefined;
      if (!mark || !(event.target instanceof HTMLTextAreaElement)) return;
      event.preventDefault();
      latest.current(mark);
    };
    element?.addEventListener('keydown', keydown);
    return () => element?.removeEventListener('keydown', keydown);
  }, [form]);
  const move = (event: KeyboardEvent): void => {
    const step = dir === 'rtl' ? -1 : 1;
    const moves: { readonly [key: string]: number } = { ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: MARKS.length - 1 };
    const to = moves[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + MARKS.length) % MARKS.length;
    setAt(next);
    bar.current?.querySelectorAll('button')[next]?.focus();
  };
  const keyOf = (mark: Mark): string => Object.keys(KEYS).find((key) => KEYS[key] === mark)?.toUpperCase() ?? '';
  return (
    <div class="format-bar" role="toolbar" aria-label={t('forum.format')} ref={bar} onKeyDown={move}>
      {MARKS.map((mark, index) => {
        const key = keyOf(mark);
        const label = t(`forum.format.${mark}`);
        return (
          <button key={mark} type="button" class="button-icon" tabIndex={index === at ? 0 : -1} aria-label={label} title={key ? `${label} (Ctrl+${key})` : label}
            aria-keyshortcuts={key ? `Control+${key}` : undefined} onPointerDown={(event) => event.preventDefault()} onFocus={() => setAt(index)}
            onClick={() => put(mark)} data-testid={`format-${mark}`}>
            {FACES[mark]}
          </button>
        );
      })}
    </div>
  );
}
