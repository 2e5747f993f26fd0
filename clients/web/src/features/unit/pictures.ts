// SPDX-License-Identifier: Apache-2.0
// Pictures in an article: each stands in a line of its own, ![words](file:31), and is a file of the course.

const LINE = /^!\[([^\]\n]*)\]\(file:(\d{1,15})\)[ \t]*$/gm;

export type Piece = { readonly text: string } | { readonly words: string; readonly file: number };

/** The text in its order, what stands between pictures as text. Only those that the article holds are shown. */
export function pieces(text: string, held: readonly number[] = []): readonly Piece[] {
  const result: Piece[] = [];
  let from = 0;
  const take = (until: number): void => {
    if (text.slice(from, until).trim() !== '') result.push({ text: text.slice(from, until) });
  };
  for (const found of text.matchAll(LINE)) {
    const file = Number(found[2]);
    if (!held.includes(file)) continue;
    take(found.index);
    result.push({ words: found[1] ?? '', file });
    from = found.index + found[0].length;
  }
  take(text.length);
  return result;
}

/** The files that texts show. */
export function picturesIn(texts: readonly string[]): readonly number[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(LINE)].map((found) => Number(found[2]))))];
}

/** Texts with one more picture at their end: all that are written, or the one in that language. */
export function shown(texts: { readonly [lang: string]: string }, lang: string, file: number, words: string): { readonly [lang: string]: string } {
  const written = Object.keys(texts).filter((each) => texts[each]?.trim());
  const into = written.length > 0 ? written : [lang];
  const line = `![${words.replace(/[[\]\n]/g, ' ').trim()}](file:${file})`;
  return { ...texts, ...Object.fromEntries(into.map((each) => [each, texts[each]?.trim() ? `${texts[each].trimEnd()}\n\n${line}\n` : `${line}\n`])) };
}
