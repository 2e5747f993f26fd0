// SPDX-License-Identifier: Apache-2.0
// A field in which `@` and letters offer people. The field keeps the focus: arrows go through the list, Enter
// takes, Escape puts it away. It is a textbox and no combobox: that role is for a field of one line, and HTML allows a
// textarea none but its own, which knows the active descendant and the list too.
import { useId, useRef, useState } from 'preact/hooks';
import { useDraft } from '../core/draft.ts';
import { fitting, mentioned, named, pickedOf, sought } from '../core/mention.ts';
import type { Person, Sought } from '../core/mention.ts';
import type { Suggest } from './field.tsx';
import { announce } from './live.tsx';

interface Offer extends Sought {
  readonly people: readonly Person[];
  readonly active: number;
  readonly area: HTMLTextAreaElement;
}

const inSight = (option: HTMLElement | null): void => option?.scrollIntoView({ block: 'nearest' });

/** Whom one may mention. */
export interface People {
  /** Reads more of them, once and where one may. `then`: they are known. */
  ask(then: () => void): void;
  known(): Person[];
}
export interface Mentionable {
  readonly me: string;
  readonly people: People;
  /** The most of one text. */
  readonly most: number;
  /** What the list is called, and what is said of how many fit. */
  readonly label: string;
  readonly found: (n: number) => string;
}

export interface Mention {
  /** Another one when another list, or another row of it, is shown. */
  readonly state: string;
  /** For the field. */
  readonly suggest: Suggest;
  /** For the command. */
  readonly sent: { readonly mentions?: string[] };
}

/** Who was picked belongs to the draft of the place and goes with it. */
export function useMentioning(place: string, text: string, setText: (text: string) => void, { me, people, most, label, found: says }: Mentionable): Mention {
  const id = useId();
  const [kept, keep] = useDraft(`${place}/mentions`);
  const [offer, setOffer] = useState<Offer | undefined>(undefined);
  // Put away is put away, until another `@` is written: also for people who are told of after that.
  const away = useRef(-1);
  const picked = pickedOf(kept);
  const close = (): void => setOffer(undefined);
  const look = (area: HTMLTextAreaElement): void => {
    const found = area.selectionStart === area.selectionEnd && !area.readOnly ? sought(area.value, area.selectionStart) : undefined;
    if (!found) away.current = -1;
    if (!found || found.at === away.current) return close();
    people.ask(() => area === document.activeElement && look(area));
    const fit = fitting(people.known(), found.query, me);
    if (fit.length === 0) return close();
    if (offer?.at === found.at && offer.query === found.query && offer.people.length === fit.length) return undefined;
    if (offer?.people.length !== fit.length) announce(says(fit.length));
    setOffer({ ...found, people: fit, active: 0, area });
  };
  const take = (person: Person | undefined): void => {
    if (!offer || !person) return;
    offer.area.setRangeText(named(person), offer.at, offer.at + 1 + offer.query.length, 'end');
    setText(offer.area.value);
    away.current = offer.at;
    keep(JSON.stringify([...picked.filter((one) => one.id !== person.id), person]));
    close();
  };
  const onKey = (event: KeyboardEvent): boolean => {
    if (!offer || event.isComposing) return false;
    const { key } = event;
    const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setOffer({ ...offer, active: (offer.active + step + offer.people.length) % offer.people.length });
    else if (key === 'Enter') take(offer.people[offer.active]);
    else if (key === 'Escape') {
      away.current = offer.at;
      close();
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const mentions = mentioned(text, picked, most);
  return {
    state: offer ? [offer.at, offer.query, offer.active, ...offer.people.map((person) => person.id)].join(' ') : '',
    sent: mentions.length > 0 ? { mentions } : {},
    suggest: {
      attributes: { 'aria-autocomplete': 'list', ...(offer ? { 'aria-controls': id, 'aria-activedescendant': `${id}-${offer.active}` } : {}) },
      onLook: look, onKey, onLeave: close,
      list: offer ? (
        <ul class="menu mention-list" id={id} role="listbox" aria-label={label} data-testid="mention-list">
          {offer.people.map((person, at) => (
            // The field keeps the focus.
            <li key={person.id} id={`${id}-${at}`} role="option" aria-selected={at === offer.active} class="menu-item" data-testid={`mention-${person.id}`}
              ref={at === offer.active ? inSight : null} onPointerDown={(event) => event.preventDefault()} onClick={() => take(person)}>
              <bdi>{person.name}</bdi>
            </li>
          ))}
        </ul>
      ) : null,
    },
  };
}
