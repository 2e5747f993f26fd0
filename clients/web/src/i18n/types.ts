// SPDX-License-Identifier: Apache-2.0

export type Lang = 'en' | 'fr' | 'es' | 'ar';
/** A text whose form depends on the number `n` (CLDR plural categories). */
export type Plural = { readonly other: string } & { readonly [form in Intl.LDMLPluralRule]?: string };
export type Messages = { readonly [key: string]: string | Plural };

/** Every text there is: each `texts/en.ts` adds its own by declaration. */
export interface Said {}
export type Key = keyof Said & string;

/** What every language must say: no key less, no key more, plurals where English has them. */
export type Same<E> = { readonly [K in keyof E]: E[K] extends string ? string : Plural };

type Slots<S> = S extends `${string}{${infer P}}${infer Rest}` ? P | Slots<Rest> : never;
type SlotsOf<K extends Key> = Said[K] extends string ? Slots<Said[K]>
  : Said[K] extends { readonly other: infer O } ? Slots<O> | 'n' : never;
/** The values a text wants, read off the English text itself. The number of a refusal is known (limits.ts). */
export type Values<K extends Key> = K extends `error.${string}` ? [] : [SlotsOf<K>] extends [never] ? [] : [{ readonly [P in SlotsOf<K>]: P extends 'n' ? number : string | number }];
