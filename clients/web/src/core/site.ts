// SPDX-License-Identifier: Apache-2.0
// What the server says of itself before anybody has said who they are.
import { HttpError, ask } from './person.ts';

export interface Site {
  readonly name: string;
  /** The same by language, where it is called so in several. */
  readonly names: { readonly [lang: string]: string };
  readonly logo: string | undefined;
  readonly colour: string | undefined;
  /** Of its pages. */
  readonly languages: readonly string[];
  /** Whoever comes chooses who to be. */
  readonly demo: boolean;
  /** How one signs in: passkey, mail. */
  readonly ways: readonly string[];
  /** Whether strangers may ask for access. */
  readonly apply: boolean;
  /** Whether there is anybody who lets people in. */
  readonly organiser: boolean;
  /** Whether browsers may keep what people see and write; absent: they may. */
  readonly keeps?: boolean;
}

export async function siteAsk(): Promise<Site> {
  try {
    return siteRead(await ask('/api/site', 'GET'));
  } catch (error) {
    // An older server has the demo or nothing.
    if (error instanceof HttpError && error.status === 404) return siteRead({ demo: true });
    throw error;
  }
}

export function siteRead(answer: unknown): Site {
  const { name, names, logo, colour, languages, demo, ways, apply, organiser, keeps } = (answer ?? {}) as { [key: string]: unknown };
  const { url } = (logo ?? {}) as { url?: unknown };
  return {
    name: text(name) ?? '', names: (names ?? {}) as Site['names'], logo: text(url), colour: text(colour), languages: texts(languages), ways: texts(ways),
    demo: demo === true, apply: apply === true, organiser: organiser !== false,
    keeps: keeps !== false,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

/** What the academy is called in that language; nothing where nobody has named it. */
export function siteName(site: Site | undefined, lang: string): string {
  return site?.names[lang] ?? site?.name ?? '';
}
