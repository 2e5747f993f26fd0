// SPDX-License-Identifier: Apache-2.0
// A day as a certificate names one: the same for whoever reads it, wherever they are. It begins and ends in UTC.

const DAY_MS = 86_400_000;

export function dayText(at: number, lang: string): string {
  return new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}

/** As a field for days has it. */
export function dayField(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** What is in a field; undefined when it is no day. */
export function dayBegins(field: string): number | undefined {
  const at = Date.parse(`${field}T00:00:00Z`);
  return Number.isNaN(at) ? undefined : at;
}

/** What is good until a day is good all through it. */
export function dayEnds(field: string): number | undefined {
  const at = dayBegins(field);
  return at === undefined ? undefined : at + DAY_MS - 1;
}
