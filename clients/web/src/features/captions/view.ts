// SPDX-License-Identifier: Apache-2.0
// Captions as the room tells them: in its own view which languages there are, in the part of a language its lines.
import { bySeq } from '../../core/views.ts';
import type { BySeq, Dir, Me, RoomView, Texts } from '../../core/views.ts';

export interface Line {
  readonly at: number;
  /** Absent: its words are erased. */
  readonly text?: string;
  readonly dir?: Dir;
  /** When it was said, as far as whoever wrote it tells. */
  readonly from?: number;
  readonly to?: number;
}
/** Who writes a language just now: told to those who do. */
export interface Turn {
  readonly by: string;
  readonly name?: string;
  readonly at: number;
}
export interface CaptionsShare {
  readonly languages?: readonly string[];
  /** Who may write beside the team: told to the team. */
  readonly captioners?: { readonly [person: string]: readonly string[] };
  readonly lines?: BySeq<Line>;
  readonly turn?: Turn;
}
export interface CaptionsView extends RoomView {
  readonly captions?: CaptionsShare;
  readonly me: Me & { readonly captions?: { readonly languages?: readonly string[] } };
}

export interface Numbered {
  readonly seq: number;
  readonly value: Line;
}

const NONE: readonly string[] = [];
export const languagesOf = (view: CaptionsView): readonly string[] => view.captions?.languages ?? NONE;

/** When it was said, else written. */
export const momentOf = ({ at, from }: Line): number => from ?? at;

/** In the order in which they were said. */
export function inOrder(lines: Iterable<Numbered>): Numbered[] {
  return [...lines].sort((a, b) => momentOf(a.value) - momentOf(b.value) || a.seq - b.seq);
}

/** How many lines stand on the picture, and how long after they were said. */
export const SHOWN = 2;
export const SHOWN_MS = 20_000;

/** What stands on the picture at a moment: what was said long ago is read in the list. */
export function shown(lines: BySeq<Line> | undefined, now: number): Numbered[] {
  const young = bySeq(lines).filter(({ value }) => value.text !== undefined && now - (value.to ?? value.at) < SHOWN_MS);
  return inOrder(young).slice(-SHOWN);
}

/** In what time the oldest of these goes. */
export function goesIn(lines: readonly Numbered[], now: number): number | undefined {
  return lines.length === 0 ? undefined : Math.max(0, Math.min(...lines.map(({ value }) => (value.to ?? value.at) + SHOWN_MS - now)));
}

const RTL = ['ar', 'arc', 'ckb', 'dv', 'fa', 'he', 'ks', 'nqo', 'pnb', 'prs', 'ps', 'sd', 'sdh', 'syr', 'ug', 'ur', 'yi'];
const RTL_SCRIPT = /-(?:adlm|arab|hebr|nkoo|rohg|syrc|thaa)\b/;

/** Which way the language of a tag is written: its script says, else what it mostly has. */
export function dirOfTag(tag: string): Dir {
  const [language = ''] = tag.split('-');
  const script = /-[a-z]{4}\b/.test(tag);
  return RTL_SCRIPT.test(tag) || (!script && RTL.includes(language)) ? 'rtl' : 'ltr';
}

/** A language by its own name, as it is written at the beginning of a line. */
export function ownName(tag: string): string {
  try {
    const name = new Intl.DisplayNames([tag], { type: 'language', fallback: 'code' }).of(tag) ?? tag;
    const [first = '', ...rest] = name;
    return first.toLocaleUpperCase(tag) + rest.join('');
  } catch {
    return tag;
  }
}

/** The same in a sentence of the page. */
export function nameIn(lang: string, tag: string): string {
  try {
    return new Intl.DisplayNames([lang], { type: 'language', fallback: 'code' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** Which languages this person may write. */
export function mayWrite({ captions, me }: CaptionsView, staff: boolean): readonly string[] {
  const offered = captions?.languages ?? NONE;
  return staff ? offered : offered.filter((tag) => me.captions?.languages?.includes(tag));
}

export interface GlossaryView extends RoomView {
  readonly glossary?: { readonly terms?: BySeq<{ readonly title: Texts }> };
}
/** The part of a room that its glossary is. */
export const TERMS = 'glossary/terms';

/** A term in its languages: that which is written first, or what it is a kind of ("pt" for "pt-br"). */
export function inLanguage(title: Texts, language: string): readonly (readonly [string, string])[] {
  const first = (tag: string): number => (tag === language || language.startsWith(`${tag}-`) ? 0 : 1);
  return Object.entries(title).sort(([a], [b]) => first(a) - first(b));
}

/** Whether one of its languages holds these letters. */
export function found(title: Texts, sought: string): boolean {
  const letters = sought.trim().toLocaleLowerCase();
  return Object.values(title).some((text) => text.toLocaleLowerCase().includes(letters));
}
