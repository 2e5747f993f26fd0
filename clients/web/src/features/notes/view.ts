// SPDX-License-Identifier: Apache-2.0
// Shared notes as the room tells them: who writes, in the room's own view; the paragraphs in a part of it, for those who look.
import { bySeq } from '../../core/views.ts';
import type { BySeq, Dir, RoomView } from '../../core/views.ts';

export type Who = 'all' | 'staff' | 'off';

export interface Hold {
  readonly by: string;
  readonly name?: string;
  readonly at: number;
}
export interface Paragraph {
  /** Who gave it the words it has, and when. */
  readonly by: string;
  readonly name?: string;
  readonly at: number;
  readonly version: number;
  readonly text?: string;
  readonly dir?: Dir;
  /** Who writes in it at the moment. */
  readonly hold?: Hold;
}
export interface NotesShare {
  readonly who?: Who;
  readonly paragraphs?: BySeq<Paragraph>;
  readonly order?: readonly number[];
}
export interface NotesView extends RoomView {
  readonly notes?: NotesShare;
}

export interface Listed {
  readonly seq: number;
  readonly value: Paragraph;
}

/** The paragraphs as they stand: those that the order names, then the others as they came. */
export function paragraphs({ paragraphs: all, order = [] }: NotesShare): Listed[] {
  const first = order.flatMap((seq) => (all?.[seq] ? [{ seq, value: all[seq] }] : []));
  const named = new Set(order);
  return [...first, ...bySeq(all).filter(({ seq }) => !named.has(seq))];
}

/** Behind which it is put to come one place further up: a paragraph, or before all. */
export function upward(list: readonly Listed[], place: number): { readonly after?: number; readonly first?: boolean } {
  const before = list[place - 2];
  return before ? { after: before.seq } : { first: true };
}

/** The text as one takes it along. */
export function plainText(list: readonly Listed[]): string {
  return list.flatMap(({ value }) => (value.text === undefined ? [] : [value.text])).join('\n\n');
}

const ESCAPES: { readonly [char: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);

/** A page of its own: nothing in it is read as marks. */
export function htmlText(title: string, list: readonly Listed[]): string {
  const lines = list.flatMap(({ value: { text, dir } }) => (text === undefined ? [] : [`<p dir="${dir === 'rtl' ? 'rtl' : 'ltr'}">${escaped(text)}</p>`]));
  return ['<!DOCTYPE html>', '<meta charset="utf-8">', `<title>${escaped(title)}</title>`, '<style>body{font:1rem/1.5 sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}p{white-space:pre-wrap}</style>',
    `<h1 dir="auto">${escaped(title)}</h1>`, ...lines, ''].join('\n');
}
