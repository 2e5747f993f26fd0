// SPDX-License-Identifier: Apache-2.0
import { kept } from '../core/keep.ts';
import { Store } from '../core/store.ts';
import { formatter } from './format.ts';
import type { Formatter } from './format.ts';
import type { Key, Lang, Messages, Plural, Values } from './types.ts';

export type { Key, Lang } from './types.ts';

/** Each language by its own name; the order is the order of the menu. */
export const LANGUAGES: readonly { readonly lang: Lang; readonly name: string }[] = [
  { lang: 'ar', name: 'العربية' },
  { lang: 'en', name: 'English' },
  { lang: 'es', name: 'Español' },
  { lang: 'fr', name: 'Français' },
];

const load: { readonly [L in Lang]: () => Promise<Messages> } = {
  en: async () => (await import('./en.ts')).en,
  fr: async () => (await import('./fr.ts')).fr,
  es: async () => (await import('./es.ts')).es,
  ar: async () => (await import('./ar.ts')).ar,
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
  return typeof value === 'string' && value in load;
}

/** What was chosen before, or the first of the browser's languages that we speak. */
export function preferredLang(): Lang {
  const chosen = kept.get(KEY);
  if (isLang(chosen)) return chosen;
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLang) ?? 'en';
}

export async function langSet(lang: Lang, remember: boolean): Promise<void> {
  const messages = await load[lang]();
  if (remember) kept.set(KEY, lang);
  document.documentElement.lang = lang;
  document.documentElement.dir = dirOf(lang);
  words.set(wordsFor(lang, messages));
}

export function wordsFor(lang: Lang, messages: Messages): Words {
  const format = formatter(localeOf(lang, typeof navigator === 'undefined' ? [] : navigator.languages));
  const plurals = new Intl.PluralRules(lang);
  const t = (key: Key, values: { readonly [slot: string]: string | number } = {}): string => {
    const message = messages[key];
    const text = typeof message === 'string' ? message : form(message, plurals.select(Number(values['n'])));
    return text.replace(/\{(\w+)\}/g, (slot, name: string) => {
      const value = values[name];
      return value === undefined ? slot : typeof value === 'number' ? format.number(value) : value;
    });
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
