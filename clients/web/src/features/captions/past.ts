// SPDX-License-Identifier: Apache-2.0
// What one has of a language's lines: those of the view, those that left it while one was there, and the pages one has
// read back. A line that is amended or removed does not stand here as it was.
import { isObject } from '../../core/merge.ts';
import type { JsonObject } from '../../core/merge.ts';
import type { BySeq } from '../../core/views.ts';
import { inOrder } from './view.ts';
import type { Line, Numbered } from './view.ts';

export interface Past {
  /** Not in the view any more. */
  readonly older: ReadonlyMap<number, Line>;
  /** Where the next page ends; absent: nothing is known of what is before. */
  readonly next?: number;
  /** The first line is here. */
  readonly begins: boolean;
}
export interface Page {
  readonly lines: BySeq<Line>;
  readonly next?: number;
}

export const NOTHING: Past = { older: new Map(), begins: false };

export function afterPage(past: Past, { lines, next }: Page): Past {
  const older = new Map(past.older);
  for (const [seq, line] of Object.entries(lines)) older.set(Number(seq), line);
  return { older, begins: next === undefined, ...(next === undefined ? {} : { next }) };
}

/** The lines that a patch names, and which of them with null. */
function named(patch: JsonObject): { readonly [seq: string]: unknown } {
  const share = patch['captions'];
  const lines = isObject(share) ? share['lines'] : undefined;
  return isObject(lines) ? lines : {};
}

/** `unread`: a line that stands otherwise now, and is to be read anew. */
export function afterEvent(past: Past, event: { readonly type: string; readonly patch: JsonObject; readonly before: BySeq<Line> | undefined }): { readonly past: Past; readonly unread?: number } {
  const gone = Object.entries(named(event.patch)).flatMap(([seq, line]) => (line === null ? [Number(seq)] : []));
  if (gone.length === 0) return { past };
  const older = new Map(past.older);
  let unread: number | undefined;
  for (const seq of gone) {
    const line = event.before?.[seq];
    // One that makes room for another is kept; what else leaves does not stand.
    if (event.type === 'captions.line' && line) older.set(seq, line);
    else if (older.delete(seq) && event.type === 'captions.amend') unread = seq;
  }
  return { past: { ...past, older }, ...(unread === undefined ? {} : { unread }) };
}

export function all(past: Past, lines: BySeq<Line> | undefined): Numbered[] {
  const whole = new Map(past.older);
  for (const [seq, line] of Object.entries(lines ?? {})) whole.set(Number(seq), line);
  return inOrder([...whole].map(([seq, value]) => ({ seq, value }))).filter(({ value }) => value.text !== undefined);
}
