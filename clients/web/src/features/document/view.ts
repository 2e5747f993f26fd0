// SPDX-License-Identifier: Apache-2.0
import type { Dir, RoomView } from '../../core/views.ts';

export interface LibraryView extends RoomView {
  readonly document?: { readonly count: number; readonly last: number; readonly members?: true };
}

export const KINDS = ['book', 'chapter', 'article', 'report', 'thesis', 'law', 'judgment', 'standard', 'manual', 'page', 'recording', 'data', 'other'] as const;
export type Kind = (typeof KINDS)[number];

/** What is said of a document. */
export interface About {
  readonly title: string;
  readonly dir: Dir;
  readonly kind: Kind;
  readonly authors?: readonly string[];
  readonly year?: number;
  readonly language?: string;
  readonly subjects?: readonly string[];
  readonly in?: string;
  readonly publisher?: string;
  readonly place?: string;
  readonly number?: string;
  readonly pages?: string;
  readonly identifier?: string;
}

export interface Listed {
  readonly document: number;
  readonly at: number;
  readonly about: About;
  readonly versions: number;
  readonly file?: number;
  readonly url?: string;
  /** Where it is for some groups, to their team. */
  readonly cohorts?: readonly number[];
  /** How it is cited, when that was asked for. */
  readonly cite?: string;
}

export interface Page {
  readonly documents: readonly Listed[];
  readonly count: number;
  readonly next?: number;
  readonly years?: readonly number[];
  readonly languages?: readonly string[];
  readonly kinds?: readonly Kind[];
}

export interface Version {
  readonly version: number;
  readonly at: number;
  readonly by: string;
  readonly name?: string;
  readonly file?: number;
  readonly url?: string;
  readonly note?: string;
}

export interface Whole {
  readonly about: About;
  readonly text?: string;
  readonly dir?: Dir;
  readonly by: string;
  readonly name?: string;
  readonly at: number;
  readonly said: number;
  readonly edited?: number;
  readonly cohorts?: readonly number[];
  readonly may?: true;
  readonly versions: readonly Version[];
}

export type Place =
  | { readonly thread: number; readonly post: number; readonly text?: string; readonly dir?: Dir }
  | { readonly unit: number; readonly item: number; readonly title?: { readonly [lang: string]: string } };

/** The name of a language in the reader's; its code where the browser has none. */
export function languageName(code: string, lang: string): string {
  try {
    return new Intl.DisplayNames([lang], { type: 'language', fallback: 'code' }).of(code) ?? code;
  } catch {
    return code;
  }
}
