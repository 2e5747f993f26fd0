// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { identityKeep, identityKept } from './core/demo.ts';
import type { Identity } from './core/demo.ts';
import { route } from './core/router.ts';
import type { Route } from './core/router.ts';
import type { Session } from './core/session.ts';
import { useStore } from './core/store.ts';
import { styleAdd } from './core/style.ts';
import { WordsContext, useWords } from './i18n/context.tsx';
import { textsAdd, words as spoken } from './i18n/index.ts';
import type { Bundle } from './i18n/index.ts';
import { TopBar } from './pages/topbar.tsx';
import { texts as courseTexts } from './rooms/course/texts.ts';
import { texts as webinarTexts } from './rooms/webinar/texts.ts';
import { later } from './ui/later.tsx';
import { LiveRegions, notify } from './ui/live.tsx';
import { Button, Link, Spinner } from './ui/parts.tsx';
import { SessionContext } from './ui/session.tsx';
import { heldText } from './ui/waits.tsx';

const entry = later(async () => (await import('./pages/entry.tsx')).EntryPage);
const webinar = later(async () => (await whole('webinar', import('./rooms/webinar/page.tsx'), webinarTexts)).WebinarPage);
const course = later(async () => (await whole('course', import('./rooms/course/page.tsx'), courseTexts)).CoursePage);
const kit = later(async () => (await Promise.all([import('./kit/page.tsx'), styleAdd('kit')]))[0].KitPage);

/** A page with its texts and its style sheet. */
async function whole<P>(name: string, page: Promise<P>, texts: Bundle): Promise<P> {
  const [module] = await Promise.all([page, textsAdd(texts), styleAdd(name)]);
  return module;
}

export function App(): JSX.Element | null {
  const spokenWords = useStore(spoken);
  if (!spokenWords) return null;
  return <WordsContext.Provider value={spokenWords}><Shell /></WordsContext.Provider>;
}

function Shell(): JSX.Element {
  const { t } = useWords();
  const here = useStore(route);
  const identified = useIdentity();
  const { session, leave } = identified;
  const main = useRef<HTMLElement>(null);
  useRouteFocus(here, main);
  useEffect(() => {
    // While someone chooses where to go, both ways are made ready.
    if (here.page !== 'entry') return;
    void wire().catch(() => undefined);
    webinar.prepare();
    course.prepare();
  }, [here.page]);
  // A fragment link would lose its way under the router; the focus goes there directly.
  const skip = (event: MouseEvent): void => {
    event.preventDefault();
    main.current?.focus();
  };
  return (
    <SessionContext.Provider value={session}>
      <a class="skip" href="#main" onClick={skip}>{t('app.skip')}</a>
      <TopBar session={session} onLeave={leave} />
      <main id="main" ref={main} tabIndex={-1} class={`main page-${here.page}`}>
        <Page here={here} identified={identified} />
      </main>
      <LiveRegions />
    </SessionContext.Provider>
  );
}

function Page({ here, identified }: { here: Route; identified: Identified }): JSX.Element {
  const { session, coming, choose, again } = identified;
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
  if (here.page !== 'entry' && coming === 'yes') return <Spinner label={t('entry.loading')} />;
  if (here.page !== 'entry' && coming === 'failed') {
    return <div class="sheet" role="alert"><p>{t('entry.failed')}</p><Button onClick={again}>{t('app.again')}</Button></div>;
  }
  if (here.page === 'entry' || !session) return <entry.Page session={session} onChoose={choose} />;
  // Keyed: another room is another page, with nothing left over.
  if (here.page === 'webinar') return <webinar.Page key={here.room} room={here.room} />;
  return <course.Page key={here.room} here={here} />;
}

// What speaks to the server is half of the page's weight; the front door does without it until somebody has come in.
const wire = async (): Promise<typeof import('./core/session.ts')> => import('./core/session.ts');

interface Identified {
  readonly session: Session | undefined;
  /** Somebody is here, and what speaks for them is on its way. */
  readonly coming: 'no' | 'yes' | 'failed';
  readonly choose: (identity: Identity) => void;
  readonly leave: () => void;
  readonly again: () => void;
}

function useIdentity(): Identified {
  const words = useWords();
  const { t } = words;
  const [identity, setIdentity] = useState(identityKept);
  const [session, setSession] = useState<Session | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const open = useCallback(() => {
    if (!identity) return undefined;
    let current = true;
    let made: Session | undefined;
    setFailed(false);
    wire().then(({ Session: Wire }) => {
      if (!current) return;
      made = new Wire(identity);
      setSession(made);
    }, () => current && setFailed(true));
    return () => {
      current = false;
      made?.close();
      setSession(undefined);
    };
  }, [identity]);
  useEffect(open, [open]);
  useEffect(() => {
    if (!session) return;
    session.orphaned = (_, error) => notify(t('app.error', { error: t(`error.${error}`) }));
    session.held = (command, held) => {
      if (command.method !== 'read.mark') notify(heldText(words, held));
    };
  }, [session, words]);
  return {
    session,
    coming: !identity || session ? 'no' : failed ? 'failed' : 'yes',
    choose(next) {
      identityKeep(next);
      setIdentity(next);
    },
    leave() {
      identityKeep(undefined);
      setIdentity(undefined);
    },
    again: () => void open(),
  };
}

// After a change of page the focus is where the new page begins, as after a real page load.
function useRouteFocus(here: Route, main: { readonly current: HTMLElement | null }): void {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [here, main]);
}
