// SPDX-License-Identifier: Apache-2.0
// One discussion: posts, and under each its comments; no deeper.
import type { JSX } from 'preact';
import { useMemo, useRef } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { draftPlaces } from '../../core/draft.ts';
import type { Route } from '../../core/router.ts';
import { bySeq } from '../../core/views.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { announce } from '../../ui/live.tsx';
import { Badge, Link, Spinner, Time } from '../../ui/parts.tsx';
import { useRoom, useRoomEvents } from '../../ui/session.tsx';
import { useShown } from '../../ui/target.ts';
import { usePageTitle } from '../../ui/title.ts';
import { KeptText } from '../../ui/waits.tsx';
import { useForum } from './context.ts';
import { commentsByPost, firstUnread } from './counts.ts';
import type { Listed } from './counts.ts';
import { PostItem } from './post.tsx';
import { PostForm, draftPlace } from './post-form.tsx';
import { toPost } from './to-post.ts';
import { useReadMark } from './read-mark.ts';
import { TimeLine } from './time-line.tsx';
import { useTitleInBar } from './title-bar.tsx';
import type { ThreadView } from './view.ts';

export function ThreadAt({ here }: { readonly here: Route }): JSX.Element | null {
  // Keyed: another thread is another page.
  return here.page === 'thread' ? <ThreadPage key={here.thread} seq={here.thread} /> : null;
}

function ThreadPage({ seq }: { seq: number }): JSX.Element {
  const { t } = useWords();
  const { room, read } = useForum();
  const { view, refused, room: followed } = useRoom<ThreadView>(`${room}/thread/${seq}`);
  useRoomEvents(followed, ({ type, by }) => {
    if (type === 'forum.post' && by !== view?.me?.id) announce(t('forum.arrived', { n: 1 }));
  });
  // It may vanish while one looks: nothing stands in it any more.
  const gone = refused !== undefined || (view !== undefined && !view.thread);
  return (
    <div class="sheet course">
      <p><Link to={{ page: 'course', room }} class="back" testid="back"><Icon name="back" />{t('forum.back')}</Link></p>
      {gone && <Gone thread={seq} />}
      {!gone && !(view?.thread && read) && <Spinner label={t('entry.loading')} />}
      {!gone && view?.thread && read && <Thread view={view} read={read[seq] ?? 0} />}
    </div>
  );
}

/** In place of a thread that is not there; what was being written into it is. */
function Gone({ thread }: { thread: number }): JSX.Element {
  const { t } = useWords();
  const { room } = useForum();
  const places = draftPlaces().filter((place) => place.endsWith(draftPlace('', room, thread)));
  return (
    <>
      <h1>{t('forum.gone')}</h1>
      {places.map((place) => <KeptText key={place} place={place} reason="kept.gone" />)}
    </>
  );
}

function Thread({ view, read }: { view: ThreadView; read: number }): JSX.Element {
  const words = useWords();
  const { t, ago } = words;
  const { may, me } = useForum();
  const { thread } = view;
  const now = useNow(30_000);
  const posts = bySeq(thread.posts);
  // What was unread on arrival stays marked while one reads on.
  const before = useRef(read).current;
  useReadMark(thread.seq, posts, read);
  usePageTitle(thread.title);
  // A link may name one post: /course/c1/thread/55#post-58.
  useShown('post', (post) => thread.posts?.[post] !== undefined);
  const tops = posts.filter(({ value }) => value.reply === undefined);
  const groups = useRef<ReadonlyMap<number, readonly Listed[]>>(new Map());
  groups.current = commentsByPost(thread.posts, groups.current);
  const newest = before === 0 ? undefined : firstUnread(posts, before, me);
  const count = newest === undefined ? 0 : posts.filter(({ seq, value }) => seq >= newest && value.by !== me).length;
  // The same object while it says the same: posts that did not change are not drawn again.
  const firstNew = useMemo(() => (newest === undefined ? undefined : { seq: newest, count }), [newest, count]);
  const head = useRef<HTMLElement>(null);
  useTitleInBar(thread.title, thread.dir, head);
  return (
    <>
      <header class="thread-head" ref={head}>
        <h1 dir={thread.dir}>{thread.title}</h1>
        <p class="meta">
          <span>{t('forum.by', { name: personName(words, thread.name) })}</span>
          <Time at={thread.at} now={now} text={ago(thread.at, now)} />
          {thread.accepted !== undefined && <Badge tone="good">{t('forum.answered')}</Badge>}
          {thread.accepted !== undefined && <ToAnswer seq={thread.accepted} />}
        </p>
      </header>
      <TimeLine thread={thread} posts={posts} firstNew={newest} now={now} />
      <ol class="posts" data-testid="posts">
        {tops.map(({ seq, value }) => (
          <PostItem key={seq} thread={thread.seq} opener={thread.by} accepted={thread.accepted} seq={seq} post={value}
            comments={groups.current.get(seq) ?? NO_COMMENTS} firstNew={firstNew} now={now} />
        ))}
      </ol>
      {may('forum.post') && (
        <div class="reply-bar">
          <PostForm place={`post/${thread.seq}`} thread={thread.seq} label={t('forum.post.write')} rows={1} method="forum.post" data={{ thread: thread.seq }} />
        </div>
      )}
    </>
  );
}

const NO_COMMENTS: readonly Listed[] = [];

function ToAnswer({ seq }: { seq: number }): JSX.Element {
  const { t } = useWords();
  return <button type="button" class="button-link" onClick={() => toPost(seq)}>{t('forum.to.answer')}</button>;
}
