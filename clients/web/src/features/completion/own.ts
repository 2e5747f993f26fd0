// SPDX-License-Identifier: Apache-2.0
// A page of one's own posts that stands by itself: it loads nothing and runs nothing.
import { pieces } from '../../core/pictures.ts';

export interface Own {
  readonly post: number;
  readonly thread: number;
  readonly title?: string;
  readonly at: number;
  readonly edited?: number;
  readonly deleted?: true;
  readonly text?: string;
  readonly files?: readonly { readonly file: number }[];
}
/** A file as it stands in the page itself. */
export interface Brought {
  readonly name: string;
  readonly url: string;
}

interface Says {
  readonly title: string;
  readonly lang: string;
  readonly full: (at: number) => string;
  /** In the place of what was deleted; beside what was edited. */
  readonly gone: string;
  readonly edited: string;
  /** By their numbers: those that came. */
  readonly files?: ReadonlyMap<number, Brought>;
}

const MARKS: { readonly [mark: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function plain(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => MARKS[mark] ?? mark);
}

/** Words, and the files that they hold where they stand. */
function written(text: string, held: readonly number[], files: ReadonlyMap<number, Brought>): string {
  return pieces(text, held.filter((file) => files.has(file))).map((piece) => {
    if ('text' in piece) return `<div dir="auto" style="white-space:pre-wrap">${plain(piece.text)}</div>`;
    const { name = '', url = '' } = files.get(piece.file) ?? {};
    return piece.picture ? `<img src="${plain(url)}" alt="${plain(piece.words)}" style="max-width:100%">` : `<p><a href="${plain(url)}" download="${plain(name)}">${plain(piece.words || name)}</a></p>`;
  }).join('');
}

export function pageOf(posts: readonly Own[], { title, lang, full, gone, edited, files = new Map() }: Says): string {
  const each = posts.map(({ post, title: named, at, edited: again, deleted, text = '', files: held = [] }) => [
    `<article id="post-${post}">`,
    named ? `<h2 dir="auto">${plain(named)}</h2>` : '',
    `<p><time datetime="${new Date(at).toISOString()}">${plain(full(at))}</time>${again ? ` · ${plain(edited)}` : ''}</p>`,
    deleted ? `<p><em>${plain(gone)}</em></p>` : written(text, held.map(({ file }) => file), files),
    '</article>',
  ].join(''));
  return `<!doctype html><html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${plain(title)}</title>`
    + `<style>body{max-width:40rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 sans-serif}article{border-top:1px solid;padding:1rem 0}time{opacity:.8}</style><h1 dir="auto">${plain(title)}</h1>${each.join('')}</html>`;
}
