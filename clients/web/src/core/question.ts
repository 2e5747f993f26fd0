// SPDX-License-Identifier: Apache-2.0
// What was asked, as a text: the same question has the same one.
import type { Json, JsonObject } from './merge.ts';

// What of a question is of its moment.
const PASSING = ['now', 'from'];

export function questionOf(method: string, data: JsonObject): string {
  return `${method} ${JSON.stringify(Object.entries(data).filter(([name]) => !PASSING.includes(name)).sort(([a], [b]) => (a < b ? -1 : 1)))}`;
}

/** The question again; undefined: it is the name of a channel. */
export function askedBy(what: string): { readonly method: string; readonly data: JsonObject } | undefined {
  const at = what.indexOf(' ');
  return at < 0 ? undefined : { method: what.slice(0, at), data: Object.fromEntries(JSON.parse(what.slice(at + 1)) as [string, Json][]) };
}
