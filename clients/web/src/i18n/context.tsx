// SPDX-License-Identifier: Apache-2.0
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { dirOf } from './index.ts';
import type { Words } from './index.ts';
import type { Role, Texts } from '../core/views.ts';

export const WordsContext = createContext<Words | undefined>(undefined);

export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error('no language');
  return words;
}

export interface Spoken {
  readonly text: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
}

/** The text in the reader's language, else in English, else in whatever there is. */
export function spoken(texts: Texts | undefined, lang: string): Spoken {
  const have = Object.keys(texts ?? {});
  const best = [lang, 'en', ...have].find((candidate) => have.includes(candidate)) ?? lang;
  return { text: texts?.[best] ?? '', lang: best, dir: dirOf(best) };
}

export function roleName(words: Words, role: Role): string {
  return words.t(`role.${role}`);
}

const DEMO_NAME = /^(host|moderator|presenter|participant)(?:[ -](\d+))?$/i;

/** People are called what their token says; the demo's identities are named in the reader's language. */
/** Absent: the room has not been told, or it is gone. */
export function personName(words: Words, name: string | undefined): string {
  if (!name) return '–';
  const match = DEMO_NAME.exec(name);
  if (!match?.[1]) return name;
  const role = roleName(words, match[1].toLowerCase() as Role);
  return match[2] ? words.t('name.numbered', { name: role, number: Number(match[2]) }) : role;
}

/** Why something concerns this person. */
export function mentionSaid(words: Words, { why, name }: { readonly why?: 'reply' | 'accepted' | 'answered'; readonly name?: string }): string {
  return words.t(why ? `inbox.${why}` : 'inbox.mentioned', { name: personName(words, name) });
}
