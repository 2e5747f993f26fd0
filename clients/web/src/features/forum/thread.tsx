// SPDX-License-Identifier: Apache-2.0
// One discussion: posts, and under each its comments; no deeper.
import type { JSX } from 'preact';
import { Fragment } from 'preact';
import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { draftPlaces } from '../../core/draft.ts';
import { useHere } from '../../core/here.ts';
import type { Room } from '../../core/room.ts';
import type { Route } from '../../core/router.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { announce } from '../../ui/live.tsx';
import { Badge, Button, Link, Spinner, Time } from '../../ui/parts.tsx';
import { useRoom, useRoomEvents } from '../../ui/session.tsx';
import { useShown } from '../../ui/target.ts';
import { usePageTitle } from '../../ui/title.ts';
import { KeptText } from '../../ui/waits.tsx';
import { useForum, useReadUpTo } from './context.ts';
import { commentsByPost, firstUnread } from './counts.ts';
import type { Listed } from './counts.ts';
import { AuthorsContext } from './people.ts';
import { PostItem } from './post.tsx';
import { PostForm, draftPlace } from './post-form.tsx';
import { useReadMark } from './read-mark.ts';
import { ThreadActs } from './thread-acts.tsx';
import { TimeLine } from './time-line.tsx';
import { useTitleInBar } from './title-bar.tsx';
import { useWindows } from './use-windows.ts';
import type { Windows } from './use-windows.ts';
import type { ForumView, ThreadView } from './view.ts';
import { seenThrough } from './windows.ts';

export function ThreadAt({ here }: { readonly here: Route }): JSX.Element | null {
  // Keyed: another thread is another page.
  return here.page === 'thread' ? <ThreadPage key={here.thread} seq={here.thread} /> : null;
}

function ThreadPage({ seq }: { seq: number }): JSX.Element {
  const { t } = useWords();
  const { room } = useForum();
  const read = useReadUpTo();
  const { view, refused, room: followed } = useRoom<ThreadView>(`${room}/thread/${seq}`);
  useRoomEvents(followed, ({ type, by }) => {
    if (type === 'forum.post' && by !== view?.me?.id) announce(t('forum.arrived', { n: 1 }));
  });
  // It may vanish while one looks: nothing stands in it any more.
  const gone = refused !== undefined || (view !== undefined && !view.thread);
  const byTeam = useRemoved(seq);
  return (
    <div class="sheet course">
      <p><Link to={{ page: 'course', room }} class="back" testid="back"><Icon name="back" />{t('forum.back')}</Link></p>
      {gone && <Gone thread={seq} byTeam={byTeam} />}
      {!gone && !(view?.thread && read) && <Spinner label={t('entry.loading')} />}
      {!gone && view?.thread && read && <Thread view={view} read={read[seq] ?? 0} followed={followed} />}
    </div>
  );
}

/** Whether the team deleted the discussion while one had it open: what says so comes once. */
function useRemoved(seq: number): boolean {
  const [removed, setRemoved] = useState(false);
  useRoomEvents(useHere(), ({ type, before, view }) => {
    const stands = (of: object): boolean => (of as ForumView).forum?.threads?.[seq] !== undefined;
    if (type === 'forum.remove' && stands(before) && !stands(view)) setRemoved(true);
  });
  return removed;
}

/** In place of a thread that is not there; what was being written into it is. */
function Gone({ thread, byTeam }: { thread: number; byTeam: boolean }): JSX.Element {
  const { t } = useWords();
  const { room } = useForum();
  const places = draftPlaces().filter((place) => place.endsWith(draftPlace('', room, thread)));
  return (
    <>
      <h1 data-testid="thread-gone">{t(byTeam ? 'forum.gone.team' : 'forum.gone')}</h1>
      {places.map((place) => <KeptText key={place} place={place} reason="kept.gone" />)}
    </>
  );
}

function Thread({ view, read, followed }: { view: ThreadView; read: number; followed: Room | undefined }): JSX.Element {
  const words = useWords();
  const { t, ago } = words;
  const { may, me } = useForum();
  const { thread } = view;
  const now = useNow(30_000);
  const windows = useWindows(thread, followed, read);
  const posts = windows.list;
  // In pieces it is read in the order of time: what is read in must not move what stands. It stays so while one is here.
  const flat = useRef(false);
  flat.current ||= thread.earlier !== undefined;
  const title = thread.title ?? t('forum.untitled');
  // What was unread on arrival stays marked while one reads on.
  const before = useRef(read).current;
  useReadMark(thread.seq, seenThrough(posts, read), read);
  usePageTitle(title);
  // A link may name one post: /course/c1/thread/55#post-58.
  useShown('post', (post) => posts.some(({ seq }) => seq === post));
  const tops = posts.filter(({ value }) => flat.current || value.reply === undefined);
  const groups = useRef<ReadonlyMap<number, readonly Listed[]>>(new Map());
  groups.current = commentsByPost(thread.posts, groups.current);
  const newest = before === 0 ? undefined : firstUnread(posts, before, me);
  const count = newest === undefined ? 0 : posts.filter(({ seq, value }) => seq >= newest && value.by !== me).length;
  // The same object while it says the same: posts that did not change are not drawn again.
  const firstNew = useMemo(() => (newest === undefined ? undefined : { seq: newest, count }), [newest, count]);
  const head = useRef<HTMLElement>(null);
  const go = useRef(windows.goTo);
  go.current = windows.goTo;
  const goTo = useCallback((seq: number) => void go.current({ around: seq }), []);
  useTitleInBar(title, thread.dir ?? 'ltr', head);
  const written = useRef(posts);
  written.current = posts;
  const authors = useCallback(() => written.current.map(({ value: { by, name } }) => ({ id: by, name })), []);
  return (
    <AuthorsContext.Provider value={authors}>
      <header class="thread-head" ref={head}>
        <div class="thread-title">
          <h1 dir={thread.dir}>{title}</h1>
          <ThreadActs thread={thread} />
        </div>
        <p class="meta">
          <span>{t('forum.by', { name: personName(words, thread.name) })}</span>
          <Time at={thread.at} now={now} text={ago(thread.at, now)} />
          {thread.accepted !== undefined && <Badge tone="good">{t('forum.answered')}</Badge>}
          {thread.accepted !== undefined && <ToPlace label="forum.to.answer" onGo={() => void windows.goTo({ around: thread.accepted ?? 0 })} />}
        </p>
        {flat.current && <Places first={posts[0]?.value.at ?? thread.at} newest={newest} windows={windows} />}
      </header>
      <TimeLine thread={thread} posts={posts} firstNew={newest} now={now} />
      <ol class="posts" data-testid="posts">
        {tops.map(({ seq, value, gap }, at) => (
          <Fragment key={seq}>
            {gap > 0 && <Gap n={gap} before={tops[at - 1]?.seq} after={seq} first={at === 1} windows={windows} />}
            <PostItem thread={thread.seq} opener={thread.by} accepted={thread.accepted} seq={seq} post={value}
              comments={flat.current ? NO_COMMENTS : groups.current.get(seq) ?? NO_COMMENTS} firstNew={firstNew} now={now}
              answers={flat.current ? value.reply : undefined} answered={posts.find((post) => post.seq === value.reply)?.value.name} onAnswered={goTo} />
          </Fragment>
        ))}
      </ol>
      {may('forum.post') && (
        <div class="reply-bar">
          <PostForm place={`post/${thread.seq}`} thread={thread.seq} label={t('forum.post.write')} rows={1} method="forum.post" data={{ thread: thread.seq }} />
        </div>
      )}
    </AuthorsContext.Provider>
  );
}

const NO_COMMENTS: readonly Listed[] = [];

function ToPlace({ label, onGo }: { label: 'forum.to.answer' | 'forum.line.new'; onGo: () => void }): JSX.Element {
  const { t } = useWords();
  return <button type="button" class="button-link" onClick={onGo}>{t(label)}</button>;
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

/** In a long discussion: to what is new, and to a day. */
function Places({ first, newest, windows }: { first: number; newest: number | undefined; windows: Windows }): JSX.Element {
  const { t } = useWords();
  const day = (at: number): string => new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  return (
    <p class="row meta">
      {newest !== undefined && <ToPlace label="forum.line.new" onGo={() => void windows.goTo({ around: newest })} />}
      <label class="row">
        <span>{t('forum.to.day')}</span>
        <input type="date" min={day(first)} max={day(Date.now())} data-testid="to-day" onChange={({ currentTarget: { value } }) => {
          const at = new Date(`${value}T00:00`).getTime();
          if (at > 0) void windows.goTo({ at });
        }} />
      </label>
    </p>
  );
}
