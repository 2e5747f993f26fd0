// SPDX-License-Identifier: Apache-2.0
// How a sentence was made that was just said: what stands for a while is said anew in the language that is chosen meanwhile.
import type { Translate } from './index.ts';
import type { Key } from './types.ts';

type Given = { readonly [slot: string]: string | number } | undefined;
export type Retold = (t: Translate) => string;

// A sentence and what it is made of: said just before it is shown.
const KEPT = 16;
const texts: string[] = [];
const keys: Key[] = [];
const givens: Given[] = [];
let turn = 0;

export function retellKeep(text: string, key: Key, given: Given): void {
  const at = turn++ % KEPT;
  texts[at] = text;
  keys[at] = key;
  givens[at] = given;
}

/** Says what was just said as `text`; undefined where it is no sentence of ours. What stands in it is said anew too. */
export function retold(text: string, before = turn): Retold | undefined {
  for (let made = before - 1; made >= Math.max(0, turn - KEPT); made--) {
    const at = made % KEPT;
    const [key, given] = [keys[at], givens[at]];
    if (texts[at] !== text || key === undefined) continue;
    const parts = Object.entries(given ?? {}).map(([slot, value]) => [slot, value, typeof value === 'string' ? retold(value, made) : undefined] as const);
    const anew = (t: Translate): Given => given && Object.fromEntries(parts.map(([slot, value, part]) => [slot, part?.(t) ?? value]));
    return (t) => (t as (key: Key, given: Given) => string)(key, anew(t));
  }
  return undefined;
}
