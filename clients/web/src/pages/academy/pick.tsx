// SPDX-License-Identifier: Apache-2.0
// Choosing people by the beginning of a name, or a room by words of its title: a field with a list after the ARIA pattern
// of a combobox, and those chosen.
import type { JSX } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import type { Session } from '../../core/session.ts';
import { personName, spoken, useWords } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';
import { Icon } from '../../ui/icon.tsx';
import { useSession } from '../../ui/session.tsx';
import { countryName } from '../../core/countries.ts';
import type { Listed } from '../rooms.ts';
import { ACADEMY } from './context.ts';

export interface Picked {
  readonly id: string;
  readonly name: string;
  readonly country?: string;
}

const WAIT_MS = 200;
const SHOWN = 8;

interface Field<T> {
  readonly label: string;
  readonly hint?: string;
  readonly chosen: readonly T[];
  readonly max: number;
  readonly wrong?: string | undefined;
  readonly onChange: (chosen: readonly T[]) => void;
  readonly testid: string;
}
/** What is chosen among; one constant for each kind. */
interface Kind<T> {
  readonly find: (session: Session, words: string) => Promise<readonly T[]>;
  readonly id: (one: T) => string;
  readonly name: (one: T, words: Words) => string;
  /** Beside the name, in the list. */
  readonly note: (one: T, words: Words) => string;
}

const PEOPLE: Kind<Picked> = {
  find: async (session, words) => ((await session.query('person.find', { room: ACADEMY, words, limit: SHOWN })) as { people: Picked[] }).people,
  id: ({ id }) => id,
  name: ({ name }, words) => personName(words, name),
  note: ({ country }, { lang }) => (country ? countryName(country, lang) : ''),
};
const ROOMS: Kind<Listed> = {
  find: async (session, words) => ((await session.query('room.list', { room: ACADEMY, words, limit: SHOWN })) as { rooms: Listed[] }).rooms,
  id: ({ of }) => of,
  name: ({ of, title }, { lang }) => spoken(title, lang).text || of,
  note: ({ of }) => of,
};

export function PickPeople(field: Field<Picked>): JSX.Element {
  return <Pick {...field} kind={PEOPLE} />;
}

export function PickRooms(field: Field<Listed>): JSX.Element {
  return <Pick {...field} kind={ROOMS} />;
}

function Pick<T>({ label, hint, chosen, max, wrong, onChange, testid, kind }: Field<T> & { kind: Kind<T> }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const id = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [within, setWithin] = useState(false);
  const found = useFound(text, kind).filter((person) => !chosen.some((one) => kind.id(one) === kind.id(person)));
  const open = within && text.trim() !== '' && found.length > 0;
  const add = (person: T | undefined): void => {
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
            <li key={kind.id(person)}>
              <bdi>{kind.name(person, words)}</bdi>
              <button type="button" class="button-icon" aria-label={t('academy.pick.drop', { name: kind.name(person, words) })} onClick={() => onChange(chosen.filter((one) => one !== person))}>
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
          <li key={kind.id(person)} id={`${id}-${index}`} role="option" aria-selected={index === at} data-testid={`pick-${kind.id(person)}`} onPointerDown={(event) => { event.preventDefault(); add(person); }}>
            <bdi>{kind.name(person, words)}</bdi> <span class="meta">{kind.note(person, words)}</span>
          </li>
        ))}
      </ul>
      <p class="hint" id={`${id}-hint`}>{wrong ? '' : hint}</p>
      {wrong && <p class="refusal" role="alert">{wrong}</p>}
    </div>
  );
}

const NOBODY: readonly never[] = [];

function useFound<T>(text: string, kind: Kind<T>): readonly T[] {
  const session = useSession();
  const [found, setFound] = useState<readonly T[]>(NOBODY);
  const words = text.trim();
  useEffect(() => {
    if (words === '') {
      setFound(NOBODY);
      return undefined;
    }
    let gone = false;
    const timer = setTimeout(() => {
      kind.find(session, words).then((all) => gone || setFound(all), () => gone || setFound(NOBODY));
    }, WAIT_MS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [session, words, kind]);
  return found;
}
