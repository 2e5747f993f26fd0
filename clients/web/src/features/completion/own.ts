// SPDX-License-Identifier: Apache-2.0
// A page of one's own posts that stands by itself: it loads nothing and runs nothing.

export interface Own {
  readonly post: number;
  readonly thread: number;
  readonly title?: string;
  readonly at: number;
  readonly edited?: number;
  readonly deleted?: true;
  readonly text?: string;
}

interface Says {
  readonly title: string;
  readonly lang: string;
  readonly full: (at: number) => string;
  /** In the place of what was deleted; beside what was edited. */
  readonly gone: string;
  readonly edited: string;
}

const MARKS: { readonly [mark: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function plain(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => MARKS[mark] ?? mark);
}

export function pageOf(posts: readonly Own[], { title, lang, full, gone, edited }: Says): string {
  const each = posts.map(({ post, title: named, at, edited: again, deleted, text = '' }) => [
    `<article id="post-${post}">`,
    named ? `<h2 dir="auto">${plain(named)}</h2>` : '',
    `<p><time datetime="${new Date(at).toISOString()}">${plain(full(at))}</time>${again ? ` · ${plain(edited)}` : ''}</p>`,
    deleted ? `<p><em>${plain(gone)}</em></p>` : `<div dir="auto" style="white-space:pre-wrap">${plain(text)}</div>`,
    '</article>',
  ].join(''));
  return `<!doctype html><html lang="${lang}" dir="${lang === 'ar' ? 'rtl' : 'ltr'}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${plain(title)}</title>`
    + `<style>body{max-width:40rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 sans-serif}article{border-top:1px solid;padding:1rem 0}time{opacity:.8}</style><h1 dir="auto">${plain(title)}</h1>${each.join('')}</html>`;
}
