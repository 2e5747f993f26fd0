// SPDX-License-Identifier: Apache-2.0
// The posts of a discussion, drawn in turns from where one is.
import type { JSX } from 'preact';
import { Fragment } from 'preact';
import { useCallback, useRef } from 'preact/hooks';
import { useWords } from '../../i18n/context.tsx';
import { Button } from '../../ui/parts.tsx';
import { useTurns } from '../../ui/turns.ts';
import { commentsByPost } from './counts.ts';
import type { Listed } from './counts.ts';
import { PostItem } from './post.tsx';
import type { FirstNew } from './post.tsx';
import { useReadMark } from './read-mark.ts';
import { holdPosts } from './to-post.ts';
import type { Windows } from './use-windows.ts';
import type { ThreadView } from './view.ts';
import { seenThrough } from './windows.ts';
import type { Piece } from './windows.ts';

const NO_COMMENTS: readonly Listed[] = [];
// What a window shows of it.
const SCREEN = 3;

interface PostsProps {
  readonly thread: ThreadView['thread'];
  readonly list: readonly Piece[];
  readonly windows: Windows;
  /** In the order of time; else comments stand under their posts. */
  readonly flat: boolean;
  readonly read: number;
  readonly firstNew: FirstNew | undefined;
}

export function Posts({ thread, list, windows, flat, read, firstNew }: PostsProps): JSX.Element {
  const tops = list.filter(({ value }) => flat || value.reply === undefined);
  const topOf = (seq: number | undefined): number | undefined => (flat ? seq : list.find((post) => post.seq === seq)?.value.reply ?? seq);
  const drawn = useTurns(tops.map(({ seq }) => seq), { near: [...windows.near.map(topOf), thread.seq], first: SCREEN, hold: holdPosts });
  useReadMark(thread.seq, seenThrough(list, read), read, drawn);
  const named = new Map(flat ? list.map(({ seq, value }) => [seq, value.name]) : []);
  const groups = useRef<ReadonlyMap<number, readonly Listed[]>>(new Map());
  groups.current = commentsByPost(thread.posts, groups.current);
  const go = useRef(windows.goTo);
  go.current = windows.goTo;
  const goTo = useCallback((seq: number) => void go.current({ around: seq }), []);
  return (
    <ol class="posts" data-testid="posts">
      {tops.map(({ seq, value, gap }, at) => drawn.has(seq) && (
        <Fragment key={seq}>
          {gap > 0 && <Gap n={gap} before={tops[at - 1]?.seq} after={seq} first={at === 1} windows={windows} />}
          <PostItem thread={thread.seq} opener={thread.by} accepted={thread.accepted} seq={seq} post={value}
            comments={flat ? NO_COMMENTS : groups.current.get(seq) ?? NO_COMMENTS} firstNew={firstNew}
            answers={flat ? value.reply : undefined} answered={value.reply === undefined ? undefined : named.get(value.reply)} onAnswered={goTo} />
        </Fragment>
      ))}
    </ol>
  );
}

/** Posts that are not here: those next to what one reads come first. */
function Gap({ n, before, after, first, windows }: {
  n: number; before: number | undefined; after: number; first: boolean; windows: Windows;
}): JSX.Element {
  const { t } = useWords();
  return (
    <li class="gap row" data-testid="gap">
      <Button icon={first ? 'up' : 'down'} busy={windows.busy} testid="gap-read"
        onClick={() => void windows.read(first || before === undefined ? { before: after } : { after: before })}>
        {t('forum.gap', { n })}
      </Button>
    </li>
  );
}
