// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useAt } from '../../core/clock.ts';
import { useView } from '../../core/here.ts';
import { useMuted } from '../../core/inbox.ts';
import { go, useParam } from '../../core/router.ts';
import { bySeq } from '../../core/views.ts';
import type { BySeq, Role } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { FilterLine } from '../../ui/filters.tsx';
import { memo } from '../../ui/memo.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Avatar, Badge, Button, Choice, Dot, Empty, Link, Spinner, Time } from '../../ui/parts.tsx';
import { useRove } from '../../ui/rove.ts';
import { usePageTitle } from '../../ui/title.ts';
import { authorName, isNameless } from './author.ts';
import { useForum, useReadUpTo } from './context.ts';
import { countOf, isUnread, readOf, repliesOf } from './counts.ts';
import { FromWebinar } from './from.tsx';
import { InTopic, ReportsWait, ThreadPages, TopicRows, UnreadAsked, useWrites, useWritesFirst } from './topic-of.tsx';
import type { Excerpt, ForumView, Found, ThreadRow, Unread } from './view.ts';

const SHOWS = ['all', 'unread', 'open', 'mine', 'followed', 'reported'] as const;
const SORTS = ['activity', 'new', 'votes'] as const;

type Rows = readonly { readonly seq: number; readonly value: ThreadRow }[];

/** As the server has it: what is pinned first. */
function sorted(rows: Rows, sort: (typeof SORTS)[number]): Rows {
  return [...rows].sort((a, b) => Number(b.value.pinned ?? false) - Number(a.value.pinned ?? false) || (sort === 'votes' ? (b.value.votes ?? 0) - (a.value.votes ?? 0) : 0)
    || (sort === 'new' ? b.seq - a.seq : b.value.last - a.value.last));
}

/** Of one topic, or all there are. While the view lists all, nothing is asked for. */
export function ThreadList({ topic }: { topic?: number }): JSX.Element {
  const { t } = useWords();
  const { room, me, roleOf, may } = useForum();
  const read = useReadUpTo();
  const threads = useView((view: ForumView) => view.forum?.threads);
  const counts = useView((view: ForumView) => view.forum?.counts);
  const [show, setShow] = useParam('show', SHOWS);
  const [sort, setSort] = useParam('order', SORTS);
  const [found, setFound] = useState<Found | undefined>(undefined);
  const [unread, setUnread] = useState<Unread | undefined>(undefined);
  const [words, setWords] = useState<BySeq<Excerpt> | undefined>(undefined);
  const writes = useWrites(topic);
  const list = useRef<HTMLUListElement>(null);
  useRove(list);
  const topics = useView((view: ForumView) => view.forum?.topics);
  const listed = bySeq(threads);
  const decides = useView((view: ForumView) => view.report?.reports !== undefined);
  const late = useView((view: ForumView) => view.stage?.history === false);
  const muted = useMuted(room);
  const all = countOf(counts) <= listed.length;
  // What one follows, and what was reported, no row says.
  const whole = all && SHOWS.indexOf(show) < 4;
  // The view lists how such a list begins.
  const begins = !whole && show === 'all' && sort === 'activity' && topic === undefined;
  const last = begins ? sorted(listed, sort).at(-1)?.value : undefined;
  const fresh = (seq: number): number | undefined => found?.fresh[seq] ?? unread?.new[seq];
  // Which of those without a name is one's own the server knows.
  const isNew = (seq: number, row: ThreadRow): boolean => read !== undefined && isUnread(row, readOf(read, seq, row.split), me) && !muted(seq, row.topic)
    && (!unread || !isNameless(row.last_by ?? '') || fresh(seq) !== undefined);
  const within = listed.filter(({ value }) => topic === undefined || value.topic === topic);
  const fits = ({ seq, value }: Rows[number]): boolean => ({ all: true, unread: isNew(seq, value), open: repliesOf(value) === 0, mine: value.by === me, followed: true, reported: true })[show];
  // What the view lists is newer than what was read.
  const beyond = bySeq(found?.rows).map(({ seq, value }) => ({ seq, value: threads?.[seq] ?? value }));
  const rows = sorted(whole ? within.filter(fits) : begins ? [...listed, ...beyond.filter(({ seq }) => !threads?.[seq])] : beyond, sort);
  const count = countOf(counts, topic);
  const unreadCount = all ? within.filter(({ seq, value }) => isNew(seq, value)).length : (topic === undefined ? unread?.threads : unread?.topics[topic]) ?? 0;
  return (
    <section aria-labelledby="threads">
      <div class="section-head">
        <h2 id="threads">{t(topic === undefined && Object.keys(topics ?? {}).length > 0 ? 'forum.latest' : 'forum.threads')}</h2>
        {may('forum.thread') && (topic === undefined || writes) && <Button kind="strong" icon="plus" onClick={() => go({ page: 'compose', room, ...(topic === undefined ? {} : { topic }) })} testid="thread-new">{t('forum.new')}</Button>}
      </div>
      <FilterLine>
        <Choice label={t('forum.show')} name="forum-show" value={show} onChange={setShow} options={[
          { value: 'all', label: t('forum.show.all'), ...(all ? {} : { count }) }, { value: 'unread', label: t('forum.show.unread'), count: unreadCount },
          ...SHOWS.slice(2, decides ? 6 : 5).map((value) => ({ value, label: t(`forum.show.${value}`) })),
        ]} />
        <Menu label={`${t('forum.sort')}: ${t(`forum.sort.${sort}`)}`} icon="sort" testid="forum-sort"
          items={SORTS.map((value) => ({ label: t(`forum.sort.${value}`), checked: value === sort, testid: `forum-sort-${value}`, onChoose: () => setSort(value) }))} />
      </FilterLine>
      {rows.length === 0 && (whole || found ? <Empty icon="chat">{t(count > 0 ? 'forum.none.here' : late ? 'forum.none.late' : 'forum.none')}</Empty> : <Spinner label={t('entry.loading')} />)}
      <ul class="threads" ref={list} data-testid="threads">
        {rows.slice(0, useBegun(rows.length)).map(({ seq, value }) => (
          <Row key={seq} room={room} seq={seq} row={value} excerpt={value.excerpt ?? words?.[seq]} unread={isNew(seq, value)} fresh={fresh(seq)} role={roleOf(value.by)} inside={topic !== undefined} />
        ))}
      </ul>
      <ThreadPages asked={{ show, order: sort, ...(topic === undefined ? {} : { topic }) }} on={!whole} onFound={setFound}
        behind={last && `${Number(last.pinned ?? false)}:${last.last}:0`} />
      {listed.length > 0 && <UnreadAsked onUnread={setUnread} onBegins={setWords} />}
    </section>
  );
}

// More than are in sight, and less than would hold a page up that is only just there.
const AT_FIRST = 12;
let begun = false;

/** How many rows are drawn: of a page that begins the others follow, each dozen in a task of its own. Whoever comes back to the
 *  list is where they were at once. */
function useBegun(rows: number): number {
  const [shown, setShown] = useState(begun ? Infinity : AT_FIRST);
  useEffect(() => {
    begun ||= rows > 0 && shown >= rows;
    const timer = shown < rows ? setTimeout(() => setShown(shown + AT_FIRST)) : undefined;
    return () => clearTimeout(timer);
  }, [shown, rows]);
  return shown;
}

/** Topics, where there are some, and what was written last. */
export function Forum(): JSX.Element {
  const { may } = useForum();
  const topics = useView((view: ForumView) => view.forum?.topics);
  const decides = useView((view: ForumView) => view.report?.reports !== undefined);
  return <>{decides && <ReportsWait />}{(may('topic.add') || Object.keys(topics ?? {}).length > 0) && <TopicRows />}<ThreadList /></>;
}

/** The forum as a page of its own. */
export function ForumPage(): JSX.Element {
  const { t } = useWords();
  usePageTitle(t('forum.threads'));
  return <div class="sheet course"><Forum /></div>;
}

interface RowProps {
  readonly room: string;
  readonly seq: number;
  readonly row: ThreadRow;
  readonly excerpt: Excerpt | undefined;
  readonly unread: boolean;
  /** How many of its posts are new, where that is known. */
  readonly fresh: number | undefined;
  readonly role: Role;
  /** Its topic is known from where it stands. */
  readonly inside: boolean;
}

const Row = memo<RowProps>(({ room, seq, row, excerpt, unread, fresh = 0, inside }) => {
  const words = useWords();
  const { t, ago } = words;
  const replies = repliesOf(row);
  const hidden = useWritesFirst(row.topic);
  const groups = useGroups(row.cohorts);
  const active = useAt((now) => ago(row.last_at, now));
  return (
    <li data-row tabIndex={-1} class={unread ? 'thread-row thread-unread' : 'thread-row'} data-testid={`thread-${seq}`}>
      <Avatar id={row.by} name={isNameless(row.by) ? '?' : row.name} />
      <div class="thread-text">
        <h3>
          <Link to={{ page: 'thread', room, thread: seq }} class="thread-link"><span dir={row.dir}>{row.title ?? t('forum.untitled')}</span></Link>
          {unread && <span class="unread-dot"><Dot label={t('forum.unread')} /></span>}
        </h3>
        {excerpt && <p class="thread-excerpt cut" dir={excerpt.dir} title={excerpt.text}>{excerpt.text}</p>}
        <p class="meta">
          {unread && fresh > 0 && <span class="thread-fresh">{t('forum.fresh', { n: fresh })}</span>}
          <span>{t('forum.author', { name: authorName(words, row) })}</span>
          {!inside && <InTopic topic={row.topic} />}
          {row.from && <FromWebinar from={row.from} />}
          <span>{hidden ? t('forum.first.row') : replies > 0 ? t('forum.replies', { n: replies }) : t('forum.noreply')}</span>
          {row.votes !== undefined && <span>{t('forum.votes', { n: row.votes })}</span>}
          {!hidden && replies > 0 && row.last_name !== undefined && <span>{t('forum.last', { name: authorName(words, { by: row.last_by ?? '', name: row.last_name, visitor: row.last_visitor }) })}</span>}
          <Time at={row.last_at} now={0} text={t('forum.activity', { time: active })} />
        </p>
      </div>
      {groups !== '' && <Badge tone="plain" testid={`groups-${seq}`}>{groups}</Badge>}
      {row.pinned && <Badge tone="plain">{t('forum.pinned')}</Badge>}
      {row.closed && <Badge tone="plain">{t('forum.closed')}</Badge>}
      {row.accepted !== undefined && <Badge tone="good">{t('forum.answered')}</Badge>}
    </li>
  );
});

/** Whom a discussion is for, by the names of the groups that one knows; nothing: everybody. */
function useGroups(cohorts: readonly number[] | undefined): string {
  const { lang } = useWords();
  const known = useView((view: ForumView) => view.cohort?.cohorts);
  const mine = useView((view: ForumView) => view.me.cohort?.mine);
  if (!cohorts) return '';
  const named = (cohorts.length > 0 ? cohorts : [mine ?? 0]).map((number) => spoken(known?.[number]?.title, lang).text || '–');
  return named.join(', ');
}
