// SPDX-License-Identifier: Apache-2.0
// Choosing people by the beginning of a name: a field with a list after the ARIA pattern of a combobox, and those chosen.
import type { JSX } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import { personName, useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useSession } from '../../ui/session.tsx';
import { countryName } from '../../core/countries.ts';
import { ACADEMY } from './context.ts';

export interface Picked {
  readonly id: string;
  readonly name: string;
  readonly country?: string;
}

const WAIT_MS = 200;
const SHOWN = 8;

export function PickPeople({ label, hint, chosen, max, wrong, onChange, testid }: {
  label: string; hint?: string; chosen: readonly Picked[]; max: number; wrong?: string | undefined; onChange: (people: readonly Picked[]) => void; testid: string;
}): JSX.Element {
  const words = useWords();
  const { t, lang } = words;
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [within, setWithin] = useState(false);
  const found = useFound(text).filter((person) => !chosen.some((one) => one.id === person.id));
  const open = within && text.trim() !== '' && found.length > 0;
  const add = (person: Picked | undefined): void => {
    if (!person || chosen.length >= max) return;
    onChange([...chosen, person]);
    setText('');
    setAt(0);
  };
  const keydown = (event: KeyboardEvent): void => {
    if (event.key === 'Backspace' && text === '' && chosen.length > 0) onChange(chosen.slice(0, -1));
    // What was typed is not yet somebody, and Enter sends no form.
    if (event.key === 'Enter') event.preventDefault();
    if (event.key === 'Escape' && text !== '') {
      event.preventDefault();
      setText('');
    }
    if (!open) return;
    if (event.key === 'Enter') add(found[at]);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt((at + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % found.length);
    }
  };
  return (
    <div class="field pick">
      <label for={id}>{label}</label>
      {chosen.length > 0 && (
        <ul class="pick-chosen" aria-label={label}>
          {chosen.map((person) => (
            <li key={person.id}>
              <bdi>{personName(words, person.name)}</bdi>
              <button type="button" class="button-icon" aria-label={t('academy.pick.drop', { name: person.name })} onClick={() => onChange(chosen.filter((one) => one !== person))}>
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        id={id} type="text" dir="auto" role="combobox" autocomplete="off" value={text} data-testid={testid} aria-expanded={open} aria-controls={`${id}-list`} aria-autocomplete="list"
        aria-activedescendant={open ? `${id}-${at}` : undefined} aria-describedby={`${id}-hint`} aria-invalid={wrong ? 'true' : undefined} disabled={chosen.length >= max}
        onInput={(event) => { setText(event.currentTarget.value); setAt(0); }} onKeyDown={keydown} onFocus={() => setWithin(true)} onBlur={() => setWithin(false)}
      />
      <ul class="pick-list" id={`${id}-list`} role="listbox" aria-label={label} hidden={!open}>
        {found.map((person, index) => (
          <li key={person.id} id={`${id}-${index}`} role="option" aria-selected={index === at} data-testid={`pick-${person.id}`} onPointerDown={(event) => { event.preventDefault(); add(person); }}>
            <bdi>{personName(words, person.name)}</bdi> <span class="meta">{person.country ? countryName(person.country, lang) : ''}</span>
          </li>
        ))}
      </ul>
      <p class="hint" id={`${id}-hint`}>{wrong ? '' : hint}</p>
      {wrong && <p class="refusal" role="alert">{wrong}</p>}
    </div>
  );
}

const NOBODY: readonly Picked[] = [];

function useFound(text: string): readonly Picked[] {
  const session = useSession();
  const [found, setFound] = useState(NOBODY);
  const words = text.trim();
  useEffect(() => {
    if (words === '') {
      setFound(NOBODY);
      return undefined;
    }
    let gone = false;
    const timer = setTimeout(() => {
      session.query('person.find', { room: ACADEMY, words, limit: SHOWN }).then((answer) => gone || setFound((answer as { people: Picked[] }).people), () => gone || setFound(NOBODY));
    }, WAIT_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [session, words]);
  return found;
}
