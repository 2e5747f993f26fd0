// SPDX-License-Identifier: Apache-2.0
// The course as it is for a guest: what is open to them, and nothing else. Its pages select from a view that has these
// places alone, in the place of the room's, which has none.
import type { Subscription } from 'centrifuge';
import type { ComponentChildren, JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { HereContext, useHere, useView } from '../../core/here.ts';
import type { JsonObject } from '../../core/merge.ts';
import { Room } from '../../core/room.ts';
import type { Route } from '../../core/router.ts';
import { bySeq } from '../../core/views.ts';
import type { BySeq } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import type { Spoken } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ofRest } from '../../ui/later.tsx';
import { Ago, Badge, Empty, Link, Spinner } from '../../ui/parts.tsx';
import { RoomContext, useRoom, useSession } from '../../ui/session.tsx';
import { usePageTitle } from '../../ui/title.ts';
import type { GuestView, Places } from './view.ts';

const DueList = ofRest<object>('unit', 'DueList').Page;
const NOBODY = { on: () => undefined } as unknown as Subscription;

/** The room with these places in it. The discussions of a topic are asked for, as those that no view lists; `last` is the last
 *  change of the document that is looked at. */
function within(view: JsonObject, { topics, units }: Places, last: number): JsonObject {
  const counts = Object.fromEntries(bySeq(topics).map(({ seq, value: { threads = 0, last = 0, last_at = 0 } }) => [seq, { threads, last, last_at }]));
  return { ...view, forum: { topics, counts, threads: {} }, unit: { units }, document: { last } } as unknown as JsonObject;
}

/** Read anew on each page, and when what is open to them is another. */
function usePlaces(here: Route): Places | undefined {
  const session = useSession();
  const room = useContext(RoomContext);
  const stay = useView((view: GuestView) => view.me.visitor);
  const [places, setPlaces] = useState<Places | undefined>(undefined);
  useEffect(() => {
    let over = false;
    session.query('visitor.places', { room }).then((answer) => over || setPlaces(answer as unknown as Places), () => undefined);
    return () => {
      over = true;
    };
  }, [session, room, stay, here]);
  return places;
}

/** Says when the document that is looked at is another by now, and, by 0, when it is there no more. */
function Followed({ document, onChange }: { document: number; onChange: (changed: number) => void }): null {
  const room = useContext(RoomContext);
  const { view, refused } = useRoom<{ readonly document?: { readonly changed: number } }>(`${room}/document/${document}`);
  const changed = refused === undefined ? view && (view.document?.changed ?? 0) : 0;
  useEffect(() => {
    if (changed !== undefined) onChange(changed);
  }, [changed]);
  return null;
}

export function Visiting({ here, children }: { here: Route; children: ComponentChildren }): JSX.Element {
  const { t } = useWords();
  const room = useHere();
  const places = usePlaces(here);
  const [shown] = useState(() => new Room(NOBODY));
  const [last, setLast] = useState(0);
  const open = useView((view: GuestView) => here.page === 'document' && view.me.visitor?.documents.includes(here.document) === true);
  useEffect(() => {
    const put = (): void => {
      const { view } = room.state.get();
      if (places && view) shown.state.set({ view: within(view, places, open ? last : 0) });
    };
    put();
    return room.state.follow(put);
  }, [room, places, shown, open, last]);
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(places !== undefined), [places]);
  if (!ready || !places) return <Spinner label={t('entry.loading')} />;
  // What a library lists of itself is for its members.
  const home = here.page === 'course' || here.page === 'library';
  return (
    <HereContext.Provider value={shown}>
      {open && here.page === 'document' && <Followed key={here.document} document={here.document} onChange={setLast} />}
      {home ? <Home places={places} /> : children}
    </HereContext.Provider>
  );
}

function Home({ places }: { places: Places }): JSX.Element {
  const { t, lang, full } = useWords();
  const title = spoken(useView((view: GuestView) => view.stage?.title), lang);
  const room = useContext(RoomContext);
  const stay = useView((view: GuestView) => view.me.visitor);
  const none = [places.topics, places.units, places.documents].every((list) => bySeq(list as BySeq<object>).length === 0);
  usePageTitle(title.text);
  return (
    <div class="sheet course" data-testid="visiting">
      <div class="course-head">
        <p class="eyebrow"><Badge tone="accent">{t('visitor.label')}</Badge></p>
        <h1 lang={title.lang} dir={title.dir}>{title.text}</h1>
        {stay && <p class="hint">{t(stay.writes ? 'visitor.home.writes' : 'visitor.home', { time: full(stay.until) })}</p>}
      </div>
      {none && <Empty icon="clock">{t('visitor.home.none')}</Empty>}
      <DueList />
      <List kind="unit" places={places.units} label={t('visitor.units')} row={({ title: said }, unit) => ({ to: { page: 'unit', room, unit }, title: spoken(said, lang) })} />
      <List kind="topic" places={places.topics} label={t('visitor.topics')} row={({ title: said, threads, last_at }, topic) => ({
        to: { page: 'topic', room, topic },
        title: spoken(said, lang),
        line: threads !== undefined && <>{t('visitor.count', { n: threads })}{last_at ? <> · <Ago at={last_at} /></> : null}</>,
      })} />
      <List kind="document" places={places.documents} label={t('visitor.documents')} row={({ about }, document) => {
        const from = [about.authors?.join('; '), about.year].filter(Boolean).join(', ');
        return { to: { page: 'document', room, document }, title: { text: about.title, lang: about.language, dir: about.dir }, line: from !== '' && <bdi>{from}</bdi> };
      }} />
    </div>
  );
}

interface ListProps<T> {
  readonly kind: 'unit' | 'topic' | 'document';
  readonly places: BySeq<T>;
  readonly label: string;
  readonly row: (value: T, seq: number) => Row;
}
interface Row {
  readonly to: Route;
  readonly title: { readonly [of in keyof Spoken]: Spoken[of] | undefined };
  /** Below it. */
  readonly line?: ComponentChildren;
}

function List<T>({ kind, places, label, row }: ListProps<T>): JSX.Element | null {
  const list = bySeq(places);
  if (list.length === 0) return null;
  return (
    <section aria-labelledby={`visitor-${kind}`}>
      <h2 id={`visitor-${kind}`}>{label}</h2>
      <ul class="rooms">
        {list.map(({ seq, value }) => {
          const { to, title, line } = row(value, seq);
          return (
            <li key={seq}>
              <Link to={to} class="room" testid={`visitor-${kind}-${seq}`}>
                <Icon name={kind === 'topic' ? 'chat' : 'book'} />
                <span class="room-text">
                  <strong class="title" lang={title.lang} dir={title.dir}>{title.text}</strong>
                  {line && <span>{line}</span>}
                </span>
                <Icon name="after" />
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
