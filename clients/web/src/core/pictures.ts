// SPDX-License-Identifier: Apache-2.0
// Files in an article or a post: each stands in a line of its own, a picture as ![words](file:31), another file as
// [words](file:31), and is a file of the course.

const LINE = /^(!?)\[([^\]\n]*)\]\(file:(\d{1,15})\)[ \t]*$/gm;

export interface Shown {
  readonly words: string;
  readonly file: number;
  readonly picture: boolean;
}
export type Piece = { readonly text: string } | Shown;

const shownOf = ([, mark, words = '', file]: RegExpMatchArray): Shown => ({ words, file: Number(file), picture: mark === '!' });

/** The text in its order, what stands between files as text. Only those that it holds are shown. */
export function pieces(text: string, held: readonly number[] = []): readonly Piece[] {
  const result: Piece[] = [];
  let from = 0;
  const take = (until: number): void => {
    if (text.slice(from, until).trim() !== '') result.push({ text: text.slice(from, until) });
  };
  for (const found of text.matchAll(LINE)) {
    const one = shownOf(found);
    if (!held.includes(one.file)) continue;
    take(found.index);
    result.push(one);
    from = found.index + found[0].length;
  }
  take(text.length);
  return result;
}

/** What a text shows, each file once. */
export function shownIn(text: string): readonly Shown[] {
  const all = [...text.matchAll(LINE)].map(shownOf);
  return all.filter(({ file }, at) => all.findIndex((other) => other.file === file) === at);
}

/** The files that texts show. */
export function filesIn(texts: readonly string[]): readonly number[] {
  return [...new Set(texts.flatMap(shownIn).map(({ file }) => file))];
}

const plain = (words: string): string => words.replace(/[[\]\n]/g, ' ');
const written = ({ words, file, picture }: Shown): string => `${picture ? '!' : ''}[${plain(words)}](file:${file})`;

/** The text with one more behind the line in which that place is. */
export function put(text: string, at: number, one: Shown): string {
  const end = text.indexOf('\n', at);
  const [before, after] = end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end).replace(/^\n+/, '')];
  return `${before.trim() === '' ? '' : `${before.trimEnd()}\n\n`}${written(one)}\n${after === '' ? '' : `\n${after}`}`;
}

/** The text with that file shown as this; undefined: no more. */
export function changed(text: string, file: number, to: Shown | undefined): string {
  const next = text.replace(LINE, (line, _mark, _words, number) => (Number(number) !== file ? line : to ? written(to) : '\0'));
  return to ? next : next.replace(/\n*\0\n*/g, (_, at: number) => (at === 0 ? '' : '\n\n')).trimEnd();
}

/** Texts with one more picture at their end: all that are written, or the one in that language. */
export function shown(texts: { readonly [lang: string]: string }, lang: string, file: number, words: string): { readonly [lang: string]: string } {
  const all = Object.keys(texts).filter((each) => texts[each]?.trim());
  const into = all.length > 0 ? all : [lang];
  const one: Shown = { words: plain(words).trim(), file, picture: true };
  return { ...texts, ...Object.fromEntries(into.map((each) => [each, put(texts[each] ?? '', (texts[each] ?? '').length, one)])) };
}

/** A text in which files are no more than their words. */
export const unfiled = (text: string): string => text.replace(LINE, (_line, _mark, words: string) => words);
