// SPDX-License-Identifier: Apache-2.0
// The posts of a discussion, drawn in turns from where one is.
import type { JSX } from 'preact';
import { Fragment } from 'preact';
import { useCallback, useLayoutEffect, useRef } from 'preact/hooks';
import { grouped } from '../../core/turns.ts';
import { useWords } from '../../i18n/context.tsx';
import { memo } from '../../ui/memo.tsx';
import { Button } from '../../ui/parts.tsx';
import { useTurns } from '../../ui/turns.ts';
import { commentsByPost } from './counts.ts';
import type { Listed } from './counts.ts';
import { PostItem } from './post.tsx';
import type { FirstNew } from './post.tsx';
import { useReadMark } from './read-mark.ts';
import type { Windows } from './use-windows.ts';
import type { Post, ThreadView } from './view.ts';
import { seenThrough } from './windows.ts';
import type { Piece } from './windows.ts';

const NO_COMMENTS: readonly Listed[] = [];
// What a window shows of it.
const SCREEN = 3;
// Letters of a post that is as tall as most.
const USUAL = 1000;
// What one post changes is drawn again with these beside it, of however many.
const GROUP = 16;

interface PostsProps {
  readonly thread: ThreadView['thread'];
  readonly list: readonly Piece[];
  readonly windows: Windows;
  /** In the order of time; else comments stand under their posts. */
  readonly flat: boolean;
  readonly read: number;
  readonly firstNew: FirstNew | undefined;
  /** Whether what is seen is marked as read. */
  readonly marks: boolean;
}

export function Posts({ thread, list, windows, flat, read, firstNew, marks }: PostsProps): JSX.Element {
  const tops = list.filter(({ value }) => flat || value.reply === undefined);
  const topOf = (seq: number | undefined): number | undefined => (flat ? seq : list.find((post) => post.seq === seq)?.value.reply ?? seq);
  const lengths = new Map(tops.map(({ seq, value }) => [seq, value.text?.length ?? 0]));
  const rows = (seq: number): number => Math.max(1, (lengths.get(seq) ?? 0) / USUAL);
  const drawn = useTurns(tops.map(({ seq }) => seq), { near: [topOf(windows.near), thread.seq], first: SCREEN, rows });
  useLayoutEffect(windows.drew);
  useReadMark(thread.seq, seenThrough(list, read), read, drawn, marks);
  const named = new Map(flat ? list.map(({ seq, value }) => [seq, value]) : []);
  const comments = useRef<ReadonlyMap<number, readonly Listed[]>>(new Map());
  comments.current = commentsByPost(thread.posts, comments.current);
  const latest = useRef(windows);
  latest.current = windows;
  const goTo = useCallback((seq: number) => void latest.current.goTo({ around: seq }), []);
  const readOn = useCallback<Windows['read']>((where) => latest.current.read(where), []);
  const parts = tops.flatMap(({ seq, value, gap }, at): Row[] => (!drawn.has(seq) ? [] : [{
    seq, post: value, gap, before: tops[at - 1]?.seq, first: at === 1, comments: flat ? NO_COMMENTS : comments.current.get(seq) ?? NO_COMMENTS,
    answers: flat ? value.reply : undefined, answered: value.reply === undefined ? undefined : named.get(value.reply),
  }]));
  const groups = useRef<ReadonlyMap<number, readonly Row[]>>(new Map());
  groups.current = grouped(parts, ({ seq }) => seq, GROUP, groups.current, sameRow);
  return (
    <ol class="posts" data-testid="posts">
      {[...groups.current].map(([name, group]) => (
        <Group key={name} rows={group} thread={thread.seq} opener={thread.by} accepted={thread.accepted} firstNew={firstNew} busy={windows.busy} goTo={goTo} readOn={readOn} />
      ))}
    </ol>
  );
}

interface Row {
  readonly seq: number;
  readonly post: Post;
  /** How many are not here, before it and after `before`. */
  readonly gap: number;
  readonly before: number | undefined;
  /** Of those behind the opening post. */
  readonly first: boolean;
  readonly comments: readonly Listed[];
  readonly answers: number | undefined;
  readonly answered: Post | undefined;
}

function sameRow(a: Row, b: Row): boolean {
  return a.post === b.post && a.gap === b.gap && a.before === b.before && a.first === b.first && a.comments === b.comments && a.answered === b.answered;
}

const Group = memo<Pick<PostsProps, 'firstNew'> & {
  readonly rows: readonly Row[];
  readonly thread: number;
  readonly opener: string;
  readonly accepted: number | undefined;
  readonly busy: boolean;
  readonly goTo: (seq: number) => void;
  readonly readOn: Windows['read'];
}>(({ rows, thread, opener, accepted, firstNew, busy, goTo, readOn }) => (
  <>
    {rows.map(({ seq, post, gap, before, first, comments, answers, answered }) => (
      <Fragment key={seq}>
        {gap > 0 && <Gap n={gap} before={before} after={seq} first={first} busy={busy} readOn={readOn} />}
        <PostItem thread={thread} opener={opener} accepted={accepted} seq={seq} post={post} comments={comments} firstNew={firstNew}
          answers={answers} answered={answered} onAnswered={goTo} />
      </Fragment>
    ))}
  </>
));

/** Posts that are not here: those next to what one reads come first. */
function Gap({ n, before, after, first, busy, readOn }: {
  n: number; before: number | undefined; after: number; first: boolean; busy: boolean; readOn: Windows['read'];
}): JSX.Element {
  const { t } = useWords();
  return (
    <li class="gap row" data-testid="gap">
      <Button icon={first ? 'up' : 'down'} busy={busy} testid="gap-read"
        onClick={() => void readOn(first || before === undefined ? { before: after } : { after: before })}>
        {t('forum.gap', { n })}
      </Button>
    </li>
  );
}
