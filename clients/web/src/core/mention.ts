// SPDX-License-Identifier: Apache-2.0
// Naming people in a text: what is sought after an `@`, who fits, and who is named in the end.

export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface Sought {
  /** Where the `@` stands. */
  readonly at: number;
  readonly query: string;
}

const OFFERED = 8;
// Longer than a name may be with all its marks: nobody seeks that.
const REACH = 128;
const LETTER = /[\p{L}\p{N}\p{M}]/u;

/** Compared without case and without the marks that some write and some do not. */
function plain(text: string): string {
  return text.normalize('NFD').replace(/[\p{M}\u0640]/gu, '').toLowerCase();
}

/** What stands between the last `@` and the caret; an `@` within a word is of an address. Names have spaces, so
 *  the query may: it ends where nobody fits any more. */
export function sought(text: string, caret: number): Sought | undefined {
  const at = text.lastIndexOf('@', caret - 1);
  if (caret === 0 || at < 0 || caret - at > REACH || LETTER.test(text[at - 1] ?? '')) return undefined;
  const query = text.slice(at + 1, caret);
  return query === '' || query.startsWith(' ') || query.includes('\n') ? undefined : { at, query };
}

/** Whose name, or a word of it, begins so: each once, first those whose whole name does. */
export function fitting(people: readonly Person[], query: string, me: string): Person[] {
  const wanted = plain(query);
  const known = new Set([me]);
  const [first, second]: [Person[], Person[]] = [[], []];
  for (const person of people) {
    const name = plain(person.name);
    const whole = name.startsWith(wanted);
    if (known.has(person.id) || (!whole && !name.includes(` ${wanted}`))) continue;
    known.add(person.id);
    (whole ? first : second).push(person);
  }
  return [...first, ...second].slice(0, OFFERED);
}

/** What replaces the `@` and the query. */
export function named(person: Person): string {
  return `@${person.name} `;
}

/** Of those who were picked the ones whose name still stands in the text, composed or not, at most `most`. */
export function mentioned(text: string, picked: readonly Person[], most: number): string[] {
  const whole = text.normalize();
  const stands = ({ name }: Person): boolean => {
    const mark = `@${name.normalize()}`;
    for (let at = whole.indexOf(mark); at >= 0; at = whole.indexOf(mark, at + 1)) {
      if (!LETTER.test(whole[at + mark.length] ?? '')) return true;
    }
    return false;
  };
  return [...new Set(picked.filter(stands).map(({ id }) => id))].slice(0, most);
}

/** Kept with the draft of the text. */
export function pickedOf(kept: string): Person[] {
  try {
    const read: unknown = JSON.parse(kept || '[]');
    return Array.isArray(read) ? read.filter((one): one is Person => typeof one?.id === 'string' && typeof one?.name === 'string') : [];
  } catch {
    return [];
  }
}
