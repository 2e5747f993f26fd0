// SPDX-License-Identifier: Apache-2.0
// What a post quotes. A quotation is a reference: its words are shown as they stand, and go with the post that has them.
import type { JSX } from 'preact';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { unfiled } from '../../core/pictures.ts';
import { useWords } from '../../i18n/context.tsx';
import { IconButton } from '../../ui/parts.tsx';
import { authorName } from './author.ts';
import type { Post } from './view.ts';

/** Those that are here: apart, for it moves with every post, and posts are not drawn again for it. */
export const PostsContext = createContext<ReadonlyMap<number, Post>>(new Map());

export interface Quoting {
  /** Absent where one does not write. */
  readonly quote?: (seq: number) => void;
  readonly goTo: (seq: number) => void;
}
export const QuotingContext = createContext<Quoting>({ goTo: () => undefined });

// What is read of it before one goes there.
const CHARS = 280;

export function Quotation({ seq, onDrop }: { readonly seq: number; readonly onDrop?: () => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { goTo } = useContext(QuotingContext);
  const post = useContext(PostsContext).get(seq);
  const letters = [...unfiled(post?.text ?? '')];
  return (
    <figure class="post-quote" data-testid={`quote-${seq}`}>
      <figcaption>
        {post?.deleted ? <span class="tombstone">{t('forum.quote.gone')}</span> : (
          <button type="button" class="button-link" onClick={() => goTo(seq)}>{post ? t('forum.quote.of', { name: authorName(words, post) }) : t('forum.quote.earlier')}</button>
        )}
        {onDrop && <IconButton icon="close" label={t('forum.quote.drop')} onClick={onDrop} testid="quote-drop" />}
      </figcaption>
      {post && !post.deleted && <blockquote class="prose" dir={post.dir}>{letters.slice(0, CHARS).join('')}{letters.length > CHARS && '…'}</blockquote>}
    </figure>
  );
}
