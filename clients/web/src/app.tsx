// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { identityKeep, identityKept } from './core/demo.ts';
import type { Identity } from './core/demo.ts';
import { route } from './core/router.ts';
import type { Route } from './core/router.ts';
import { Session } from './core/session.ts';
import { useStore } from './core/store.ts';
import { styleAdd } from './core/style.ts';
import { WordsContext, useWords } from './i18n/context.tsx';
import { textsAdd, words as spoken } from './i18n/index.ts';
import type { Bundle } from './i18n/index.ts';
import { EntryPage } from './pages/entry.tsx';
import { TopBar } from './pages/topbar.tsx';
import { texts as courseTexts } from './rooms/course/texts.ts';
import { texts as webinarTexts } from './rooms/webinar/texts.ts';
import { later } from './ui/later.tsx';
import { LiveRegions, notify } from './ui/live.tsx';
import { Link } from './ui/parts.tsx';
import { SessionContext } from './ui/session.tsx';
import { heldText } from './ui/waits.tsx';

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
  const { session, choose, leave } = useIdentity();
  const main = useRef<HTMLElement>(null);
  useRouteFocus(here, main);
  useEffect(() => {
    // While someone chooses where to go, both ways are made ready.
    if (here.page !== 'entry') return;
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
        <Page here={here} session={session} onChoose={choose} />
      </main>
      <LiveRegions />
    </SessionContext.Provider>
  );
}

function Page({ here, session, onChoose }: {
  here: Route; session: Session | undefined; onChoose: (identity: Identity) => void;
}): JSX.Element {
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
  if (here.page === 'entry' || !session) return <EntryPage session={session} onChoose={onChoose} />;
  // Keyed: another room is another page, with nothing left over.
  if (here.page === 'webinar') return <webinar.Page key={here.room} room={here.room} />;
  return <course.Page key={here.room} here={here} />;
}

function useIdentity(): { session: Session | undefined; choose: (identity: Identity) => void; leave: () => void } {
  const words = useWords();
  const { t } = words;
  const [session, setSession] = useState(() => {
    const identity = identityKept();
    return identity && new Session(identity);
  });
  useEffect(() => {
    if (!session) return;
    session.orphaned = (_, error) => notify(t('app.error', { error: t(`error.${error}`) }));
    session.held = (command, held) => {
      if (command.method !== 'read.mark') notify(heldText(words, held));
    };
  }, [session, words]);
  return {
    session,
    choose(identity) {
      session?.close();
      identityKeep(identity);
      setSession(new Session(identity));
    },
    leave() {
      session?.close();
      identityKeep(undefined);
      setSession(undefined);
    },
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
