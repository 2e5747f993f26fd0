// SPDX-License-Identifier: Apache-2.0
// What one has written, to take along: one file that opens anywhere, with no word of anybody else.
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { useView } from '../../core/here.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { useBusy } from './busy.ts';
import { Button } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { keep } from './keep.ts';
import { pageOf } from './own.ts';
import type { Brought, Own } from './own.ts';
import type { CompletionView } from './view.ts';

/** A file as an address that holds all of it. */
async function inPage(url: string): Promise<string> {
  const bytes = await (await fetch(url)).blob();
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result as string);
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(bytes);
  });
}

export function Take(): JSX.Element {
  const { t, lang, full } = useWords();
  const room = useContext(RoomContext);
  const session = useSession();
  const title = spoken(useView((view: CompletionView) => view.stage?.title), lang).text;
  const { busy, run } = useBusy(() => t('completion.csv.failed'));
  const take = async (): Promise<void> => {
    const posts: Own[] = [];
    for (let after: number | undefined = 0; after !== undefined;) {
      const page = (await session.query('forum.mine', { room, ...(after ? { after } : {}) })) as unknown as { readonly posts: readonly Own[]; readonly next?: number };
      posts.push(...page.posts);
      after = page.next;
    }
    const files = new Map<number, Brought>();
    for (const { file } of posts.flatMap((post) => post.files ?? [])) {
      // What is gone meanwhile is left out.
      const found = await session.query('file.get', { room, file }).then((answer) => answer as unknown as Brought, () => undefined);
      if (found) files.set(file, { name: found.name, url: await inPage(found.url) });
    }
    keep('posts.html', new Blob([pageOf(posts, { title, lang, full, gone: t('completion.gone'), edited: t('completion.edited'), files })], { type: 'text/html;charset=utf-8' }));
  };
  return <Button small busy={busy} onClick={() => void run(take)} testid="take-posts">{t('completion.take.posts')}</Button>;
}
