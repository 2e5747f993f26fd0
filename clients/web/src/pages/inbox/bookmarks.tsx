// SPDX-License-Identifier: Apache-2.0
// What one has marked to come back to, with what stands there now; of what one may see no more only one's own note.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { INBOX, inbox } from '../../core/inbox.ts';
import type { JsonObject } from '../../core/merge.ts';
import { goTo, pathOf, roomPath, useParam } from '../../core/router.ts';
import { useSelect } from '../../core/store.ts';
import type { Dir, Texts } from '../../core/views.ts';
import { personName, spoken, useWords } from '../../i18n/context.tsx';
import { Acts } from '../../ui/acts.tsx';
import { BookmarkForm } from '../../ui/bookmark/index.ts';
import { useAct } from '../../ui/command.ts';
import { FilterLine } from '../../ui/filters.tsx';
import { notify } from '../../ui/live.tsx';
import { Badge, Button, Choice, Empty, Time, followed } from '../../ui/parts.tsx';
import { useRove } from '../../ui/rove.ts';
import { useSession } from '../../ui/session.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { useWhen } from '../use-when.ts';

interface Listed {
  readonly bookmark: number;
  readonly of: string;
  readonly thing?: number;
  readonly post?: number;
  readonly second?: number;
  readonly at: number;
  readonly note?: string;
  readonly remind?: number;
  readonly heard?: boolean;
  readonly done?: boolean;
  readonly title?: string | Texts;
  readonly dir?: Dir;
  readonly by?: string;
  readonly name?: string;
  readonly words?: string;
  readonly room?: Texts;
  readonly gone?: boolean;
}
interface Answer {
  readonly bookmarks: readonly Listed[];
  readonly next?: number;
}

const STATES = ['open', 'done'] as const;
type State = (typeof STATES)[number];

export function Bookmarks(): JSX.Element {
  const { t } = useWords();
  const [state, setState] = useParam('state', STATES);
  const { rows, next, failed, more } = useListed(state);
  const now = useNow(60_000);
  const list = useRef<HTMLUListElement>(null);
  useRove(list);
  return (
    <section aria-labelledby="bookmarks">
      <h2 id="bookmarks" class="hidden">{t('fresh.bookmarks')}</h2>
      <FilterLine><Choice label={t('fresh.marks')} name="bookmark-state" value={state} onChange={setState} options={STATES.map((value) => ({ value, label: t(`fresh.marks.${value}`) }))} /></FilterLine>
      {failed && <p role="status" class="refusal">{t('fresh.marks.failed')}</p>}
      {!rows && !failed && <Skeleton kind="rows" label={t('entry.loading')} />}
      {rows?.length === 0 && <Empty icon="tag">{t(state === 'open' ? 'fresh.marks.none' : 'fresh.marks.none.done')}</Empty>}
      <ul class="rooms" ref={list} data-testid="bookmarks">
        {rows?.map((row) => <Row key={row.bookmark} row={row} now={now} />)}
      </ul>
      {next !== undefined && <Button onClick={more} testid="bookmarks-more">{t('do.more')}</Button>}
    </section>
  );
}

/** Read again when the inbox has changed; what was read stays meanwhile. */
function useListed(show: State): { rows: readonly Listed[] | undefined; next: number | undefined; failed: boolean; more: () => void } {
  const session = useSession();
  const kept = useSelect(inbox, (view) => view?.inbox?.bookmarks);
  const [pages, setPages] = useState(1);
  const [read, setRead] = useState<{ readonly show: State; readonly rows: readonly Listed[]; readonly next: number | undefined } | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let over = false;
    const ask = async (): Promise<void> => {
      const rows: Listed[] = [];
      let before: number | undefined;
      for (let page = 0; page < pages; page++) {
        const answer = (await session.query('bookmark.list', { room: INBOX, show, ...(before === undefined ? {} : { before }) })) as unknown as Answer;
        rows.push(...answer.bookmarks);
        before = answer.next;
        if (before === undefined) break;
      }
      if (!over) setRead({ show, rows, next: before });
    };
    ask().then(() => over || setFailed(false), () => over || setFailed(true));
    return () => {
      over = true;
    };
  }, [session, show, pages, kept]);
  const here = read?.show === show ? read : undefined;
  return { rows: here?.rows, next: here?.next, failed: failed && !here, more: () => setPages(pages + 1) };
}

/** A course's thread and post, or a session at its second. */
function addressOf({ of, thing, post, second }: Listed): string {
  if (second !== undefined) return `${roomPath(of)}?t=${second}`;
  return `${pathOf({ page: 'thread', room: of, thread: thing ?? 0 })}#post-${post ?? thing}`;
}

function Row({ row, now }: { row: Listed; now: number }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const session = useSession();
  const when = useWhen();
  const { run, sending } = useAct();
  const [editing, setEditing] = useState(false);
  const { bookmark, of, thing, post, second, note, remind, done, heard } = row;
  const title = typeof row.title === 'string' ? { text: row.title, dir: row.dir, lang: undefined } : spoken(row.title ?? {}, words.lang);
  const room = spoken(row.room ?? {}, words.lang);
  const name = title.text === '' ? t('fresh.untitled') : title.text;
  const place: JsonObject = { of, ...(thing === undefined ? {} : { thing }), ...(post === undefined ? {} : { post }), ...(second === undefined ? {} : { second }) };
  const set = (): void => void session.queue.run('bookmark.set', { room: INBOX, ...place, ...(note === undefined ? {} : { note }), ...(remind === undefined ? {} : { remind }) });
  const as = (to: 'done' | 'open'): Promise<boolean> => run('bookmark.mark', { room: INBOX, bookmark, as: to });
  const turn = async (): Promise<void> => {
    if (await as(done ? 'open' : 'done')) notify(t(done ? 'fresh.marks.opened' : 'fresh.marks.isdone'), { label: t('do.undo'), run: () => void as(done ? 'done' : 'open') });
  };
  const remove = async (): Promise<void> => {
    if (await run('bookmark.remove', { room: INBOX, bookmark })) notify(t('fresh.marks.removed'), { label: t('do.undo'), run: set });
  };
  const follow = followed(() => {
    if (remind !== undefined && remind <= now && !heard) void run('bookmark.mark', { room: INBOX, bookmark, as: 'heard' });
    goTo(addressOf(row));
  });
  const inside = (
    <span class="room-text">
      <strong>{row.gone ? t('fresh.marks.gone') : <span lang={title.lang} dir={title.dir}>{name}</span>}</strong>
      {note !== undefined && <span class="bookmark-note" dir="auto">{note}</span>}
      {!row.gone && row.words !== undefined && <span class="cut" dir="auto">{row.words}</span>}
      <span>
        {!row.gone && post !== undefined && row.by !== undefined && <><bdi>{personName(words, row.name)}</bdi> · </>}
        {room.text !== '' && <><bdi lang={room.lang}>{room.text}</bdi> · </>}
        <Time at={row.at} now={now} text={words.ago(Math.min(row.at, now), now)} />
      </span>
      {remind !== undefined && !done && !heard && (
        <span><Badge tone={remind <= now ? 'warm' : 'plain'} testid={`remind-${bookmark}`}>{t(remind <= now ? 'fresh.marks.due' : 'fresh.marks.remind', { date: when.at(remind, now) })}</Badge></span>
      )}
    </span>
  );
  return (
    <li class="inbox-row" data-row tabIndex={-1} data-testid={`bookmark-${bookmark}`}>
      {row.gone ? <div class="room">{inside}</div> : <a href={addressOf(row)} class="room" onClick={follow}>{inside}</a>}
      <span class="inbox-acts">
        <Acts busy={sending} label={t('fresh.marks.acts', { title: row.gone ? t('fresh.marks.gone') : name })} acts={[
          { label: t(done ? 'fresh.marks.open.do' : 'fresh.marks.done.do'), icon: 'check', testid: `bookmark-done-${bookmark}`, onChoose: () => void turn() },
          ...(thing === undefined ? [] : [{ label: t('do.edit'), icon: 'edit' as const, testid: `bookmark-edit-${bookmark}`, onChoose: () => setEditing(true) }]),
          { label: t('do.remove'), icon: 'trash', danger: true, testid: `bookmark-out-${bookmark}`, onChoose: () => void remove() },
        ]} />
      </span>
      {editing && thing !== undefined && (
        <BookmarkForm place={{ of, thing, ...(post === undefined ? {} : { post }) }} onClose={() => setEditing(false)}
          marked={{ seq: bookmark, of, at: row.at, ...(remind === undefined ? {} : { remind }), ...(heard ? { heard } : {}) }} />
      )}
    </li>
  );
}
