// SPDX-License-Identifier: Apache-2.0
// An hour where the session is at home, for whoever lives by another clock; and languages by their names.

/** The time there; undefined where the reader's own clock says the same, or nobody knows that zone. */
export function hereAndThere(lang: string, at: number, zone: string): string | undefined {
  const there = clock(lang, at, zone);
  return there === clock(lang, at, undefined) ? undefined : there;
}

function clock(lang: string, at: number, zone: string | undefined): string | undefined {
  try {
    return new Intl.DateTimeFormat(lang, { weekday: 'long', hour: 'numeric', minute: '2-digit', ...(zone === undefined ? {} : { timeZone: zone }) }).format(at);
  } catch {
    return undefined;
  }
}

/** As people call it: "Africa/Tunis" is Tunis. */
export function placeOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replace(/_/g, ' ');
}

export function languageNames(lang: string, languages: readonly string[]): string[] {
  const names = new Intl.DisplayNames(lang, { type: 'language' });
  return languages.map((each) => names.of(each) ?? each);
}
