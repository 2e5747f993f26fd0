// SPDX-License-Identifier: Apache-2.0
// What is asked of a text while it is written, as the server will see it.
import type { Dir } from './views.ts';

// Controls and bidi overrides are taken out by the server; line breaks and tabs stay.
const DROPPED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/g;

/** Code points of the text in NFC without blank ends: as the server counts. */
export function chars(text: string): number {
  let count = 0;
  for (const _ of text.replace(DROPPED, '').trim().normalize('NFC')) count++;
  return count;
}

const RTL = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LETTER = /\p{L}/u;
// Code between backquotes; and whatever holds an address's marks, a slash, or digits among letters (a hash).
const CODE = /`[^`\n]*`/g;
const NO_WORDS = /:\/\/|@|\/|\\|\p{L}\d|\d\p{L}|\w[._]\w/u;

interface Letters {
  readonly ltr: number;
  readonly rtl: number;
}

function letters(text: string): Letters {
  let [ltr, rtl] = [0, 0];
  for (const char of text) {
    if (RTL.test(char)) rtl++;
    else if (LETTER.test(char)) ltr++;
  }
  return { ltr, rtl };
}

/** The direction most of its words have, addresses, paths and code not counted; none without letters. */
export function directionOf(text: string): Dir | undefined {
  const words = text.replace(CODE, '').split(/\s+/).filter((word) => !NO_WORDS.test(word)).join(' ');
  const { ltr, rtl } = letters(words);
  const all = ltr + rtl > 0 ? { ltr, rtl } : letters(text);
  return all.ltr + all.rtl === 0 ? undefined : all.rtl > all.ltr ? 'rtl' : 'ltr';
}

/** Whether both directions stand in it, so that a guess may be wrong. */
export function isMixed(text: string): boolean {
  const { ltr, rtl } = letters(text);
  return ltr > 0 && rtl > 0;
}
