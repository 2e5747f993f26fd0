// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { kept } from './core/keep.ts';
import { route } from './core/router.ts';
import { saving } from './core/saving.ts';
import type { Route } from './core/router.ts';
import type { Session } from './core/session.ts';
import { useStore } from './core/store.ts';
import { styleAdd } from './core/style.ts';
import { become, expelled, leave, unreached, who } from './core/who.ts';
import type { Who } from './core/who.ts';
import { WordsContext, useWords } from './i18n/context.tsx';
import { errorsAdd, textsAdd, words as spoken } from './i18n/index.ts';
import type { Bundle } from './i18n/index.ts';
import { TopBar } from './pages/topbar.tsx';
import { texts as courseTexts } from './rooms/course/texts.ts';
import { texts as webinarTexts } from './rooms/webinar/texts.ts';
import { FollowInbox } from './ui/inbox.tsx';
import { later } from './ui/later.tsx';
import { LiveRegions, notify } from './ui/live.tsx';
import { Link, Spinner } from './ui/parts.tsx';
import { SessionContext } from './ui/session.tsx';
import { heldText } from './ui/held.ts';

const webinar = later(async () => (await whole('webinar', import('./rooms/webinar/page.tsx'), webinarTexts)).WebinarPage);
const course = later(async () => (await whole('course', import('./rooms/course/page.tsx'), courseTexts)).CoursePage);

const entry = later(async () => (await import('./pages/entry/index.ts')).entryLoad());
const academy = later(async () => (await import('./pages/academy/index.ts')).academyLoad());
const present = later(async () => (await import('./pages/present/index.ts')).presentLoad());
const home = later(async () => (await import('./pages/home/index.ts')).homeLoad());
const door = later(async () => (await import('./rooms/door/index.ts')).doorLoad());
const inbox = later(async () => (await import('./pages/inbox/index.ts')).inboxLoad());
const search = later(async () => (await import('./pages/search/index.ts')).searchLoad());
const calendar = later(async () => (await import('./pages/calendar/index.ts')).calendarLoad());
const leftOver = later(async () => (await import('./pages/left/index.ts')).leftLoad());
const offline = later(async () => (await import('./pages/offline/index.ts')).offlineLoad(), 'always');
const kit = later(async () => (await Promise.all([import('./kit/page.tsx'), styleAdd('kit')]))[0].KitPage);

/** A page with its texts and its style sheet. */
async function whole<P>(name: string, page: Promise<P>, texts: Bundle): Promise<P> {
  const [module] = await Promise.all([page, textsAdd(texts), styleAdd(name)]);
  return module;
}

const AHEAD_MS = 3000;

/** What connects a person: a file of its own, for whoever is one. */
function connects(): void {
  void import('./core/session.ts').catch(() => undefined);
}

/** Loads the page that the address names before there is anything to draw it into. */
export function prepare(): void {
  const { page } = route.get();
  if (page !== 'entry' && page !== 'kit' && !ANYBODY.includes(page)) connects();
  if (page === 'webinar') webinar.prepare();
  else if (page === 'present') present.prepare();
  // Whoever is signed in is at home at the start.
  else if (page === 'entry') (kept.get('muster.signed') === null ? entry : home).prepare();
  else if ('room' in route.get()) course.prepare();
}

export function App(): JSX.Element | null {
  const spokenWords = useStore(spoken);
  if (!spokenWords) return null;
  return <WordsContext.Provider value={spokenWords}><Shell /></WordsContext.Provider>;
}

function Shell(): JSX.Element {
  const { t } = useWords();
  const here = useStore(route);
  const now = useStore(who);
  const session = useSessionOf(now);
  const [turn, setTurn] = useState(0);
  if (session) session.again = () => setTurn(turn + 1);
  const main = useRef<HTMLElement>(null);
  useRouteFocus(here, main);
  const colour = now?.site.colour;
  const coloured = useRef(false);
  useEffect(() => {
    if (!colour && !coloured.current) return;
    coloured.current = true;
    void import('./core/colour.ts').then(({ colourShow }) => colourShow(colour), () => undefined);
  }, [colour]);
  useEffect(() => {
    // While someone chooses where to go, both ways are made ready, once all that stands here has come.
    if (here.page !== 'entry' || saving.get()) return undefined;
    const timer = setTimeout(() => {
      webinar.prepare();
      course.prepare();
      connects();
    }, AHEAD_MS);
    return () => clearTimeout(timer);
  }, [here.page]);
  // A fragment link would lose its way under the router; the focus goes there directly.
  const skip = (event: MouseEvent): void => {
    event.preventDefault();
    main.current?.focus();
  };
  // Nothing of a person stands on a wall: no mention, no notice, no name.
  if (here.page === 'present' && session) {
    return <SessionContext.Provider value={session}><main id="main" ref={main} tabIndex={-1}><present.Page key={here.room} room={here.room} /></main></SessionContext.Provider>;
  }
  return (
    <SessionContext.Provider value={session}>
      {session && <FollowInbox key={session.identity.id} />}
      <a class="skip" href="#main" onClick={skip}>{t('app.skip')}</a>
      <TopBar session={session} onLeave={leave} />
      {session && <Left session={session} />}
      {session ? <Without key={session.identity.id} session={session} /> : <Unreached />}
      <main id="main" ref={main} tabIndex={-1} class={`main page-${here.page}`}>
        <Page key={turn} here={here} now={now} session={session} />
      </main>
      <LiveRegions />
    </SessionContext.Provider>
  );
}

/** Seldom is there anything: what tells of it is loaded then. */
function Left({ session }: { session: Session }): JSX.Element | null {
  const { left, failed } = session.queue;
  const any = useStore(left).length > 0;
  return useStore(failed).some(({ late }) => late) || any ? <leftOver.Page session={session} /> : null;
}

// Once all that is wanted first has come, or nothing comes.
const KEPT_AFTER_MS = 5000;

/** What is told without a network, and of the page itself; it has both kept on this device. Nobody waits for it. */
function Without({ session }: { session: Session }): JSX.Element | null {
  const [due, setDue] = useState(who.get()?.before);
  const lost = useStore(session.connection) === 'reconnecting';
  useEffect(() => {
    const timer = setTimeout(() => {
      setDue(true);
      void errorsAdd().catch(() => undefined);
    }, lost ? 0 : KEPT_AFTER_MS);
    return () => clearTimeout(timer);
  }, [lost]);
  return due ? <offline.Page session={session} /> : null;
}

/** The same before anybody is known to the page. */
function Unreached(): JSX.Element | null {
  return useStore(unreached) ? <offline.Page session={undefined} /> : null;
}

function Page({ here, now, session }: { here: Route; now: Who | undefined; session: Session | undefined }): JSX.Element | null {
  const { t } = useWords();
  if (here.page === 'unknown') {
    return (
      <div class="sheet">
        <h1>{t('app.notfound')}</h1>
        <p><Link to={{ page: 'entry' }}>{t('app.tostart')}</Link></p>
      </div>
    );
  }
  if (here.page === 'kit') return <kit.Page />;
  if (ANYBODY.includes(here.page)) return <door.Page here={here} />;
  if (now && !now.site.demo && !now.identity) return <door.Page here={here} />;
  if (now?.site.demo && (here.page === 'entry' || !now.identity)) return <entry.Page session={session} onChoose={become} />;
  if (here.page === 'entry' && now?.identity) return <home.Page session={session} />;
  if (!session) return <Spinner label={t('entry.loading')} />;
  if (here.page === 'academy' || here.page === 'join') return <academy.Page here={here} />;
  if (here.page === 'inbox') return <inbox.Page />;
  if (here.page === 'search') return <search.Page />;
  if (here.page === 'calendar') return <calendar.Page />;
  // Keyed: another room is another page, with nothing left over.
  if (here.page === 'webinar') return <webinar.Page key={here.room} room={here.room} />;
  return 'room' in here ? <course.Page key={here.room} here={here} /> : null;
}

// Pages that one sees whoever one is, and before one is anybody.
const ANYBODY: readonly string[] = ['enter', 'enrol', 'me', 'apply', 'applied', 'confirm', 'verify', 'unsubscribe'];

const RETRY_MS = 3000;

/** The connection of whoever this is now. What connects is a file of its own, loaded once there is somebody. */
function useSessionOf(now: Who | undefined): Session | undefined {
  const words = useWords();
  const { t } = words;
  const [session, setSession] = useState<Session | undefined>(undefined);
  useEffect(() => {
    const { identity, provider, before, site } = now ?? {};
    if (!identity || !provider) return undefined;
    let [made, gone] = [undefined as Session | undefined, false];
    const open = (): void => {
      import('./core/session.ts').then(async ({ sessionOpen }) => sessionOpen(identity, provider, before, site?.keeps)).then((opened) => {
        made = opened;
        if (gone) {
          made.close();
          return;
        }
        setSession(made);
      }, () => gone || setTimeout(open, RETRY_MS));
    };
    open();
    return () => {
      gone = true;
      made?.close();
      setSession(undefined);
    };
  }, [now?.identity?.id]);
  // Before anything can be answered: what waited is sent as soon as there is a connection.
  useLayoutEffect(() => {
    if (!session) return;
    session.ended = expelled;
    // Whatever tab is open: the form of the vote is gone with the poll.
    session.failed = (_, error) => {
      if (error === 'POLL_CLOSED') notify(t('late.vote'));
    };
    session.held = (command, held) => {
      if (command.method !== 'read.mark') notify(heldText(words, held));
    };
  }, [session, words]);
  return session;
}

// After a change of page the focus is where the new page begins, as after a real page load.
function useRouteFocus(here: Route, main: { readonly current: HTMLElement | null }): void {
  const first = useRef(true);
  useLayoutEffect(() => {
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [here, main]);
}
