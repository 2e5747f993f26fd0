// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

/** A field for a day. */
export function Day({ label, hint, value, onInput, testid }: { label: string; hint?: string; value: string; onInput: (day: string) => void; testid: string }): JSX.Element {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input id={id} type="date" value={value} data-testid={testid} aria-describedby={`${id}-hint`} onInput={(event) => onInput(event.currentTarget.value)} />
      <p class="hint" id={`${id}-hint`}>{hint}</p>
    </div>
  );
}
