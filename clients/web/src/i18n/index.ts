// SPDX-License-Identifier: Apache-2.0
import { kept } from '../core/keep.ts';
import { Store } from '../core/store.ts';
import { formatter } from './format.ts';
import { LIMITS } from './limits.ts';
import { retellKeep } from './retell.ts';
import type { Formatter } from './format.ts';
import type { Key, Lang, Messages, Plural, Values } from './types.ts';

export type { Key, Lang, Messages } from './types.ts';

/** Each language by its own name; the order is the order of the menu. */
export const LANGUAGES: readonly { readonly lang: Lang; readonly name: string }[] = [
  { lang: 'ar', name: 'العربية' },
  { lang: 'en', name: 'English' },
  { lang: 'es', name: 'Español' },
  { lang: 'fr', name: 'Français' },
];

/** The texts of a part of the page, each language a file of its own. */
export type Bundle = { readonly [L in Lang]: () => Promise<Messages> };

const page: Bundle = {
  en: async () => (await import('./texts/en.ts')).en,
  fr: async () => (await import('./texts/fr.ts')).fr,
  es: async () => (await import('./texts/es.ts')).es,
  ar: async () => (await import('./texts/ar.ts')).ar,
};

// Why something was refused that few ever try: once the page stands, or with the first of them that is to be said.
const errors: Bundle = {
  en: async () => (await import('./errors/texts/en.ts')).en,
  fr: async () => (await import('./errors/texts/fr.ts')).fr,
  es: async () => (await import('./errors/texts/es.ts')).es,
  ar: async () => (await import('./errors/texts/ar.ts')).ar,
};

export type Translate = <K extends Key>(key: K, ...values: Values<K>) => string;
export interface Words extends Formatter {
  readonly lang: Lang;
  readonly dir: 'ltr' | 'rtl';
  readonly t: Translate;
}

const KEY = 'muster.lang';

export const words = new Store<Words | undefined>(undefined);

export function dirOf(lang: string): 'ltr' | 'rtl' {
  return lang.startsWith('ar') ? 'rtl' : 'ltr';
}

export function isLang(value: unknown): value is Lang {
  return typeof value === 'string' && value in page;
}

/** What was chosen before, or the first of the browser's languages that we speak. */
export function preferredLang(): Lang {
  const chosen = kept.get(KEY);
  if (isLang(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLang) ?? 'en';
}

// What has been asked for, and comes along into another language.
const bundles: Bundle[] = [page];
const known: { [L in Lang]?: Map<Bundle, Messages> } = {};

const missingIn = (lang: Lang): readonly Bundle[] => bundles.filter((bundle) => !known[lang]?.has(bundle));

async function load(lang: Lang): Promise<void> {
  const have = (known[lang] ??= new Map());
  for (let missing = missingIn(lang); missing.length > 0; missing = missingIn(lang)) await Promise.all(missing.map(async (bundle) => have.set(bundle, await bundle[lang]())));
}

/** What is said in the language that stands. */
let said: { [key: string]: Messages[Key] } = {};

/** The language that was asked for last. */
let wanted: Lang = 'en';

export async function langSet(lang: Lang, remember: boolean): Promise<void> {
  const before = wanted;
  wanted = lang;
  await load(lang).catch((error: unknown) => {
    if (wanted === lang) wanted = before;
    throw error;
  });
  if (wanted !== lang) return;
  // Of now: what was added while the rest was on its way is among it.
  const messages = Object.assign({}, ...bundles.map((bundle) => known[lang]?.get(bundle))) as Messages;
  if (remember) kept.set(KEY, lang);
  document.documentElement.lang = lang;
  document.documentElement.dir = dirOf(lang);
  said = messages;
  words.set(wordsFor(lang, messages));
}

/** Loads the texts of a part that is about to be drawn, now and in any language to come. What stands is not drawn again
 *  for them: it does not say them. */
export async function textsAdd(bundle: Bundle): Promise<void> {
  if (bundles.includes(bundle)) return;
  const lang = wanted;
  // Only what has come is counted: who asks after a failure asks anew.
  const messages = await bundle[lang]();
  (known[lang] ??= new Map()).set(bundle, messages);
  bundles.push(bundle);
  if (lang === wanted && words.get()?.lang === lang) Object.assign(said, messages);
  else await langSet(wanted, false);
}

export function errorsAdd(): Promise<void> {
  return textsAdd(errors);
}

// Without a network they are not asked for again at once.
const MISSED_MS = 10_000;
let missing = false;

/** One of them was to be said: another stands for it, and what stands is drawn again once they have come. */
async function missed(): Promise<void> {
  if (missing) return;
  missing = true;
  try {
    await errorsAdd();
    const now = words.get();
    if (now) words.set({ ...now });
  } catch {
    setTimeout(() => { missing = false; }, MISSED_MS);
  }
}

export function wordsFor(lang: Lang, messages: Messages): Words {
  const format = formatter(localeOf(lang, typeof navigator === 'undefined' ? [] : navigator.languages));
  const plurals = new Intl.PluralRules(lang);
  const t = (key: Key, given?: { readonly [slot: string]: string | number }): string => {
    const unsaid = messages[key] === undefined && key.startsWith('error.');
    if (unsaid) void missed();
    // What a room alone refuses is in that room's texts.
    const message = messages[key] ?? (unsaid ? messages['error.ROOM'] : undefined) ?? key;
    const values = given ?? { n: LIMITS[key] ?? 0 };
    const text = typeof message === 'string' ? message : form(message, plurals.select(Number(values['n'])));
    const said = text.replace(/\{(\w+)\}/g, (slot, name: string) => {
      const value = values[name];
      return value === undefined ? slot : typeof value === 'number' ? format.number(value) : value;
    });
    retellKeep(said, key, given);
    return said;
  };
  return { ...format, lang, dir: dirOf(lang), t: t as Translate };
}

/** The reader's own region where they named one for this language: it says how a date is written. */
export function localeOf(lang: Lang, languages: readonly string[]): string {
  return languages.find((tag) => tag.startsWith(`${lang}-`)) ?? (lang === 'en' ? 'en-GB' : lang);
}

function form(message: Plural, category: Intl.LDMLPluralRule): string {
  return message[category] ?? message.other;
}
