// SPDX-License-Identifier: Apache-2.0
// What is spoken to screen readers without being looked for, and notices that pass by.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { drop, dropSeen, notices, notify as tell, spoken } from '../core/said.ts';
import type { Line, Lines, Undo } from '../core/said.ts';
import { useStore } from '../core/store.ts';
import { useWords } from '../i18n/context.tsx';
import { retold } from '../i18n/retell.ts';
import { useAboveFeet } from './foot.ts';
import { Icon } from './icon.tsx';

export { announce } from '../core/said.ts';
export type { Undo, Urgency } from '../core/said.ts';

const NOTICE_MS = 10_000;
const UNDO_MS = 8000;

/** As notify of core/said.ts; where the language changes meanwhile it is told in that. */
export function notify(text: string, undo?: Undo): () => void {
  return tell(text, undo && { ...undo, retold: retold(undo.label) }, retold(text));
}

export function LiveRegions(): JSX.Element {
  const polite = useStore(spoken.polite);
  const assertive = useStore(spoken.assertive);
  const shown = useStore(notices);
  const place = useRef<HTMLDivElement>(null);
  useAboveFeet(place, shown.length > 0);
  // A status and an alert are read as a whole each time, unless it is said that only what is new is.
  return (
    <>
      <div class="hidden" aria-live="polite" aria-atomic="false" role="status" data-testid="live-polite">
        {polite.map((line) => <Spoken key={line.turn} lines={spoken.polite} line={line} />)}
      </div>
      <div class="hidden" aria-live="assertive" aria-atomic="false" role="alert" data-testid="live-assertive">
        {assertive.map((line) => <Spoken key={line.turn} lines={spoken.assertive} line={line} />)}
      </div>
      <div class="notice-place" ref={place} role="status" aria-atomic="false" data-testid="notice">
        {shown.map((line) => <Notice key={line.turn} line={line} />)}
      </div>
    </>
  );
}

function Spoken({ lines, line }: { lines: Lines; line: Line }): JSX.Element {
  useEffect(() => {
    // Heard whether the page is in sight or not.
    const timer = setTimeout(() => drop(lines, line.turn), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [lines, line.turn]);
  // It was heard in the language of its time; in another it would be heard once more.
  const { lang } = useWords();
  const first = useRef(lang);
  useEffect(() => void (lang !== first.current && drop(lines, line.turn)), [lang]);
  return <p>{line.text}</p>;
}

function Notice({ line: { text, turn, undo, retold: anew } }: { line: Line }): JSX.Element {
  const { t } = useWords();
  // Whoever is at it has the time they need.
  const [held, setHeld] = useState(false);
  useEffect(() => (held ? undefined : dropSeen(notices, turn, undo ? UNDO_MS : NOTICE_MS)), [turn, held]);
  const end = (): void => drop(notices, turn);
  return (
    <p class="notice" onPointerEnter={() => setHeld(true)} onPointerLeave={() => setHeld(false)}
      onFocusCapture={() => setHeld(true)} onBlurCapture={() => setHeld(false)}>
      <span dir="auto">{anew?.(t) ?? text}</span>
      {undo && <button type="button" class="button" data-testid="undo" onClick={() => { end(); undo.run(); }}>{undo.retold?.(t) ?? undo.label}</button>}
      <button type="button" class="button-icon" aria-label={t('do.close')} onClick={end}>
        <Icon name="close" />
      </button>
    </p>
  );
}
