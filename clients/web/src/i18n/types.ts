// SPDX-License-Identifier: Apache-2.0
import type { en } from './en.ts';

export type Lang = 'en' | 'fr' | 'es' | 'ar';
/** A text whose form depends on the number `n` (CLDR plural categories). */
export type Plural = { readonly other: string } & { readonly [form in Intl.LDMLPluralRule]?: string };

/** What every language must say: no key less, no key more, plurals where English has them. */
export type Messages = { readonly [K in keyof typeof en]: (typeof en)[K] extends string ? string : Plural };
export type Key = keyof Messages;

type Slots<S> = S extends `${string}{${infer P}}${infer Rest}` ? P | Slots<Rest> : never;
type SlotsOf<K extends Key> = (typeof en)[K] extends string ? Slots<(typeof en)[K]>
  : (typeof en)[K] extends { readonly other: infer O } ? Slots<O> | 'n' : never;
/** The values a text wants, read off the English text itself. */
export type Values<K extends Key> = [SlotsOf<K>] extends [never] ? [] : [{ readonly [P in SlotsOf<K>]: P extends 'n' ? number : string | number }];
