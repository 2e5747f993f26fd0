// SPDX-License-Identifier: Apache-2.0
// What the view of a course does not list: further discussions, page by page, and how much is unread. It draws the
// way to the next page alone; the list itself draws what came.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useHere, useView } from '../../core/here.ts';
import { inbox } from '../../core/inbox.ts';
import { isObject } from '../../core/merge.ts';
import { saving } from '../../core/saving.ts';
import { useSelect } from '../../core/store.ts';
import { bySeq } from '../../core/views.ts';
import type { BySeq } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import { Button } from '../../ui/parts.tsx';
import { useRoomEvents, useSession } from '../../ui/session.tsx';
import { useForum, useReadUpTo } from './context.ts';
import { repliesOf } from './counts.ts';
import type { Asked, Excerpt, ForumView, Found, ThreadRow, Unread } from './view.ts';

interface Answer {
  readonly threads: BySeq<ThreadRow>;
  readonly count: number;
  readonly next?: string;
  readonly new?: BySeq<number>;
}
interface Pages extends Found {
  readonly next?: string;
  readonly pages: number;
}

const SOON_MS = 800;
// Whoever looks at more than this has scrolled far: what happens meanwhile is read up to here.
const AGAIN_MAX = 4;

const ADDS = ['forum.post', 'forum.thread', 'forum.carry'];
// One comes back to where one was.
const kept = new Map<string, Pages>();
const KEPT_MAX = 12;
function keep(key: string, pages: Pages): void {
  kept.delete(key);
  kept.set(key, pages);
  const first = kept.keys().next();
  if (kept.size > KEPT_MAX && !first.done) kept.delete(first.value);
}

/** `behind`: the cursor of what the view lists, where that is where the list begins. */
export function ThreadPages({ asked, behind, on, onFound }: {
  readonly asked: Asked; readonly behind: string | undefined; readonly on: boolean; readonly onFound: (found: Found | undefined) => void;
}): JSX.Element | null {
  const { t } = useWords();
  const { room, me } = useForum();
  const session = useSession();
  const key = `${me} ${room} ${JSON.stringify(asked)}`;
  const [pages, setPages] = useState<Pages | undefined>(kept.get(key));
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const latest = useRef({ key, pages, behind });
  latest.current = { key, pages: pages && kept.get(key), behind };
  const run = useRef(0);
  const follows = useSelect(inbox, (view) => view?.inbox?.follows);

  const show = (found: Pages | undefined): void => {
    if (found) keep(key, found);
    setPages(found);
    onFound(found);
  };
  /** Anew as many pages as there were, or one more. */
  const load = async (more: boolean): Promise<void> => {
    const mine = ++run.current;
    const had = latest.current.pages;
    const count = more ? 1 : Math.min(AGAIN_MAX, Math.max(behind === undefined ? 1 : 0, had?.pages ?? 0));
    let found: Pages = more && had ? had : { rows: {}, fresh: {}, count: had?.count ?? 0, pages: 0, ...(behind === undefined ? {} : { next: latest.current.behind ?? behind }) };
    setBusy(true);
    setFailed(false);
    try {
      for (let at = 0; at < count && (at === 0 || found.next !== undefined); at++) {
        const answer = (await session.query('forum.list', { room, ...asked, ...(found.next === undefined ? {} : { after: found.next }) })) as unknown as Answer;
        found = {
          rows: { ...found.rows, ...answer.threads }, fresh: { ...found.fresh, ...answer.new }, count: answer.count, pages: found.pages + 1,
          ...(answer.next === undefined ? {} : { next: answer.next }),
        };
      }
      if (mine === run.current) show(found);
    } catch {
      // The button stands, and is pressed again: nothing is asked by itself.
      if (mine === run.current) setFailed(true);
    }
    if (mine === run.current) setBusy(false);
  };

  useEffect(() => {
    const had = on ? kept.get(key) : undefined;
    setPages(had);
    onFound(had);
    if (on) void load(false);
    return () => {
      run.current++;
    };
  }, [key, on, session, asked.show === 'followed' && follows]);

  const soon = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(soon.current), []);
  useRoomEvents(useHere(), ({ type, patch }) => {
    const forum = patch['forum'];
    const threads = isObject(forum) ? forum['threads'] : undefined;
    const had = latest.current.pages;
    if (!on || !had || !(isObject(threads) || (asked.show === 'reported' && patch['report'] !== undefined))) return;
    // What is gone, or not for one any more, goes at once; what left the view because another came to be first stays.
    const gone = ADDS.includes(type) ? [] : Object.entries(isObject(threads) ? threads : {}).filter(([seq, row]) => row === null && had.rows[Number(seq)]).map(([seq]) => seq);
    if (gone.length > 0) show({ ...had, rows: Object.fromEntries(Object.entries(had.rows).filter(([seq]) => !gone.includes(seq))) });
    clearTimeout(soon.current);
    soon.current = setTimeout(() => void load(false), SOON_MS);
  });

  const next = pages ? pages.next !== undefined : behind !== undefined;
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!on || !next || busy || failed || saving.get() || !end.current) return undefined;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void load(true);
    }, { rootMargin: '300px' });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [on, next, busy, failed, key]);
  if (!on || (!next && !failed)) return null;
  return (
    <div ref={end} class="threads-more">
      {failed && <p class="hint" role="status">{t('forum.failed')}</p>}
      <Button busy={busy} onClick={() => void load(pages !== undefined)} testid="threads-more">{t('do.more')}</Button>
    </div>
  );
}

/** How many discussions have something that one has not read, in all and in each topic; asked again when something was
 *  written, or read. */
export function useUnread(): Unread | undefined {
  const { room } = useForum();
  const session = useSession();
  const counts = useView((view: ForumView) => view.forum?.counts);
  const read = useReadUpTo();
  const follows = useSelect(inbox, (view) => view?.inbox?.follows);
  const [unread, setUnread] = useState<Unread | undefined>(undefined);
  const first = useRef(true);
  useEffect(() => {
    let over = false;
    const ask = (): void => {
      void session.query('forum.unread', { room }).then((answer) => !over && setUnread(answer as unknown as Unread), () => undefined);
    };
    const timer = setTimeout(ask, first.current ? 0 : SOON_MS);
    first.current = false;
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [session, room, counts, read, follows]);
  return unread;
}

/** How those discussions of the view begin that were pieces of others: the view has no words of answers. What is asked for
 *  again is shown no longer: its first post was taken back, or who wrote it is erased. */
function useBegins(): BySeq<Excerpt> | undefined {
  const { room } = useForum();
  const session = useSession();
  const threads = useView((view: ForumView) => view.forum?.threads);
  const [begins, setBegins] = useState<{ readonly key: string; readonly of: BySeq<Excerpt> } | undefined>(undefined);
  const lacking = bySeq(threads).filter(({ value }) => value.split && !value.excerpt && (value.posts ?? 1) > repliesOf(value));
  const key = lacking.map(({ seq, value }) => `${seq} ${value.name}`).join();
  useEffect(() => {
    let over = false;
    if (key === '') return undefined;
    void session.query('forum.list', { room }).then((answer) => {
      const rows = bySeq((answer as unknown as Answer).threads);
      if (!over) setBegins({ key, of: Object.fromEntries(rows.flatMap(({ seq, value }) => (value.split && value.excerpt ? [[seq, value.excerpt]] : []))) });
    }, () => undefined);
    return () => {
      over = true;
    };
  }, [session, room, key]);
  return begins?.key === key ? begins.of : undefined;
}

/** Says both to a list that stands in what is loaded first. */
export function UnreadAsked({ onUnread, onBegins }: { readonly onUnread: (unread: Unread | undefined) => void; readonly onBegins: (begins: BySeq<Excerpt> | undefined) => void }): null {
  const unread = useUnread();
  const begins = useBegins();
  useEffect(() => onUnread(unread), [unread]);
  useEffect(() => onBegins(begins), [begins]);
  return null;
}
