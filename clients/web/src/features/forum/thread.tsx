// SPDX-License-Identifier: Apache-2.0
// One discussion: posts, and under each its comments; no deeper.
import type { JSX } from 'preact';
import { useCallback, useMemo, useRef, useState } from 'preact/hooks';
import { draftPlaces, useDraft } from '../../core/draft.ts';
import { useHere } from '../../core/here.ts';
import type { Room } from '../../core/room.ts';
import { go, route, useTarget } from '../../core/router.ts';
import type { Route } from '../../core/router.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Icon } from '../../ui/icon.tsx';
import { ofRest } from '../../ui/later.tsx';
import { announce } from '../../ui/live.tsx';
import { Ago, Badge, Link, Spinner } from '../../ui/parts.tsx';
import { useRoom, useRoomEvents } from '../../ui/session.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { Next } from '../../ui/turns.ts';
import { KeptText } from '../../ui/waits.tsx';
import { authorName } from './author.ts';
import { useForum, useReadUpTo } from './context.ts';
import { Follow } from './follow.tsx';
import { firstUnread, readOf } from './counts.ts';
import { FactsContext, useFactsOf } from './facts.ts';
import { Waits, useFirst } from './first.tsx';
import type { First } from './first.tsx';
import { FromWebinar } from './from.tsx';
import { useModerates } from './moderates.ts';
import { SelfContext, useMayNameless, useSelf } from './nameless.tsx';
import { useMoved } from './moved.ts';
import { Others } from './others.tsx';
import { AuthorsContext } from './people.ts';
import { Posts } from './posts.tsx';
import { useTopicOf } from './topic-of.tsx';
import { PostForm, draftPlace } from './post-form.tsx';
import { PollsContext, usePolls } from './polls.ts';
import { PostsContext, Quotation, QuotingContext } from './quote.tsx';
import type { Quoting } from './quote.tsx';
import { ThreadActs } from './thread-acts.tsx';
import { TimeLine } from './time-line.tsx';
import { useTitleInBar } from './title-bar.tsx';
import { useWindows } from './use-windows.ts';
import type { Windows } from './use-windows.ts';
import type { ThreadView } from './view.ts';

const Archived = ofRest('completion', 'Archived').Page;

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
  const facts = useFactsOf(view?.thread);
  // The address soon says where one reads.
  const wanted = useRef<number | undefined>(undefined);
  const named = wanted.current = useTarget('post') ?? wanted.current;
  const away = named !== undefined && view?.thread !== undefined && !view.thread.posts?.[named];
  return (
    <div class="sheet course">
      <p><Link to={{ page: 'course', room }} class="back" testid="back"><Icon name="back" />{t('forum.back')}</Link></p>
      <Others thread={seq} />
      {gone && <Gone thread={seq} byTeam={byTeam} named={named} />}
      {!gone && away && <Elsewhere thread={seq} post={named} />}
      {!gone && !(view?.thread && read) && <Spinner label={t('entry.loading')} />}
      {!gone && view?.thread && read && <FactsContext.Provider value={facts}><Whole thread={view.thread} read={readOf(read, seq, view.thread.split)} followed={followed} /></FactsContext.Provider>}
    </div>
  );
}

/** Whether the team deleted the discussion while one had it open: what says so comes once. */
function useRemoved(seq: number): boolean {
  const [removed, setRemoved] = useState(false);
  useRoomEvents(useHere(), ({ type, patch }) => {
    const { forum } = patch as { readonly forum?: { readonly threads?: { readonly [seq: number]: unknown } } };
    if (type === 'forum.remove' && forum?.threads?.[seq] === null) setRemoved(true);
  });
  return removed;
}

/** The address names a post that is not here: perhaps in another discussion. */
function Elsewhere({ thread, post }: { thread: number; post: number }): null {
  useMoved(thread, [post], false);
  return null;
}

/** In place of a thread that is not there; what was being written into it is. */
function Gone({ thread, byTeam, named }: { thread: number; byTeam: boolean; named: number | undefined }): JSX.Element {
  const { t } = useWords();
  const { room } = useForum();
  const places = draftPlaces().filter((place) => place.endsWith(draftPlace('', room, thread)));
  const { asks, to } = useMoved(thread, byTeam ? [] : [...(named === undefined ? [] : [named]), thread], places.length > 0);
  if (asks && !byTeam) return <Spinner label={t('entry.loading')} />;
  return (
    <>
      {to && <p><Link to={{ page: 'thread', room, thread: to.thread }} hash={`post-${to.post}`} testid="thread-moved">{t('forum.elsewhere')}</Link></p>}
      <h1 data-testid="thread-gone">{t(byTeam ? 'forum.gone.team' : 'forum.gone')}</h1>
      {places.map((place) => <KeptText key={place} place={place} reason="kept.gone" />)}
    </>
  );
}

interface ThreadProps {
  readonly thread: ThreadView['thread'];
  readonly read: number;
  readonly followed: Room | undefined;
}

/** With what one wrote, where others are not shown yet: another page then, for it holds other posts. */
function Whole(props: ThreadProps): JSX.Element {
  const { t } = useWords();
  const first = useFirst(props.thread);
  return first ? <Thread key={props.thread.waits ? 'waits' : 'all'} {...props} {...first} /> : <Spinner label={t('entry.loading')} />;
}

function Thread({ thread, read, followed, opens }: ThreadProps & First): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { may, me, room } = useForum();
  const moderates = useModerates();
  const { topic } = thread;
  const windows = useWindows(thread, followed, read);
  const posts = windows.list;
  // In pieces it is read in the order of time: what is read in must not move what stands. It stays so while one is here.
  const flat = useRef(false);
  flat.current ||= thread.earlier !== undefined;
  const title = thread.title ?? t('forum.untitled');
  // What was unread on arrival stays marked while one reads on.
  const before = useRef(read).current;
  usePageTitle(title);
  const polls = usePolls(thread.seq, posts);
  const self = useSelf(thread.seq, useMayNameless(topic));
  const others = posts.filter(({ value }) => value.by !== self);
  const newest = before === 0 ? undefined : firstUnread(others, before, me);
  const count = newest === undefined ? 0 : others.filter(({ seq, value }) => seq >= newest && value.by !== me).length;
  const unread = useUnread(thread.seq, before);
  const marked = read > before && !unread.stays;
  // The same object while it says the same: posts that did not change are not drawn again.
  const firstNew = useMemo(() => (newest === undefined ? undefined : { seq: newest, count, ...(marked ? { onBack: unread.back } : {}) }), [newest, count, marked]);
  const { writes } = useTopicOf();
  const replies = writes && may('forum.post') && (!thread.closed || moderates);
  const head = useRef<HTMLElement>(null);
  useTitleInBar(title, thread.dir ?? 'ltr', head);
  const written = useRef(posts);
  written.current = posts;
  const [quoted, setQuoted] = useDraft(`quoted/${room}/${thread.seq}`);
  const quoting = useQuoting(windows, replies, setQuoted);
  const here = new Map(posts.map(({ seq, value }) => [seq, value]));
  const authors = useCallback(() => written.current.map(({ value: { by, name } }) => ({ id: by, name })), []);
  return (
    <SelfContext.Provider value={self}><PollsContext.Provider value={polls}><AuthorsContext.Provider value={authors}><PostsContext.Provider value={here}><QuotingContext.Provider value={quoting}>
      <header class="thread-head" ref={head}>
        <div class="thread-title">
          <h1 dir={thread.dir}>{title}</h1>
          <Follow kind="thread" seq={thread.seq} />
          <ThreadActs thread={thread} />
        </div>
        <p class="meta">
          <span>{t('forum.author', { name: authorName(words, thread) })}</span>
          {thread.from && <FromWebinar from={thread.from} />}
          <Ago at={thread.at} />
          {thread.accepted !== undefined && <Badge tone="good">{t('forum.answered')}</Badge>}
          {thread.accepted !== undefined && <ToPlace label="forum.to.answer" onGo={() => void windows.goTo({ around: thread.accepted ?? 0 })} />}
        </p>
        {thread.closed && (
          <p class="meta" data-testid="thread-closed">{t('forum.shut.note')} {thread.closed.reason !== undefined && <q dir={thread.closed.dir}>{thread.closed.reason}</q>}</p>
        )}
        <Waits thread={thread} opens={opens} />
        {unread.stays && <p class="meta" data-testid="unread-stays">{t('forum.stays')}</p>}
        {marked && newest === undefined && <p class="meta"><ToPlace label="forum.unmark" testid="unmark" onGo={unread.back} /></p>}
        {flat.current && <Places first={posts[0]?.value.at ?? thread.at} newest={newest} windows={windows} />}
      </header>
      <Next><TimeLine thread={thread} posts={posts} firstNew={newest} onGo={(seq) => void windows.goTo({ around: seq })} /></Next>
      <Next><Posts thread={thread} list={posts} windows={windows} flat={flat.current} read={read} firstNew={firstNew} marks={!unread.stays} /></Next>
      <Archived />
      {replies && (
        <div class="reply-bar" data-foot>
          <Next><PostForm place={`post/${thread.seq}`} thread={thread.seq} label={t('forum.post.write')} rows={1} method="forum.post"
            data={{ thread: thread.seq, ...(quoted === '' ? {} : { quote: Number(quoted) }) }} onTaken={() => setQuoted('')}>
            {quoted !== '' && <Quotation seq={Number(quoted)} onDrop={() => setQuoted('')} />}
          </PostForm></Next>
        </div>
      )}
    </QuotingContext.Provider></PostsContext.Provider></AuthorsContext.Provider></PollsContext.Provider></SelfContext.Provider>
  );
}

/** What is quoted stands with the reply that one writes. */
function useQuoting(windows: Windows, replies: boolean, set: (seq: string) => void): Quoting {
  const latest = useRef(windows);
  latest.current = windows;
  return useMemo(() => {
    const quote = (seq: number): void => {
      set(String(seq));
      document.querySelector<HTMLTextAreaElement>('.reply-bar textarea')?.focus();
    };
    // What is not here may be in another discussion.
    const goTo = (seq: number): void => {
      if (latest.current.list.some((post) => post.seq === seq)) void latest.current.goTo({ around: seq });
      else go(route.get(), `post-${seq}`);
    };
    return { goTo, ...(replies ? { quote } : {}) };
  }, [replies, set]);
}

/** What was marked as read by itself is taken back to where it was, and stays so while one is here. */
function useUnread(thread: number, before: number): { readonly stays: boolean; readonly back: () => void } {
  const { room } = useForum();
  const { run } = useAct();
  const [stays, setStays] = useState(false);
  const back = useCallback(() => {
    setStays(true);
    void run('read.back', { room: 'inbox:me', of: room, thread, upto: before }).then(setStays);
  }, [room, thread, before]);
  return { stays, back };
}

function ToPlace({ label, testid, onGo }: { label: 'forum.to.answer' | 'forum.line.new' | 'forum.unmark'; testid?: string; onGo: () => void }): JSX.Element {
  const { t } = useWords();
  return <button type="button" class="button-link" data-testid={testid} onClick={onGo}>{t(label)}</button>;
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
