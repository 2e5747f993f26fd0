// SPDX-License-Identifier: Apache-2.0
// In the place of what does not come without a network: that it is not on this device, and once on a page the ways to what is.
import type { JSX } from 'preact';
import { useContext, useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { askAgain } from '../../core/again.ts';
import { pathOf, roomPath, routeOf } from '../../core/router.ts';
import type { Route } from '../../core/router.ts';
import type { Session } from '../../core/session.ts';
import { Store, useStore } from '../../core/store.ts';
import type { Texts } from '../../core/views.ts';
import { who } from '../../core/who.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import type { Spoken } from '../../i18n/context.tsx';
import { dirOf } from '../../i18n/index.ts';
import { instead } from '../../ui/awaited.tsx';
import type { AwaitedProps } from '../../ui/awaited.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Link } from '../../ui/parts.tsx';
import { SessionContext } from '../../ui/session.tsx';

// What is kept of it is there by then, or nothing is.
export const LOOK_MS = 700;
const SHOWN = 6;
// All of them on the page, in the order in which they came: the first says the most.
const standing = new Store<readonly object[]>([]);

/** While whoever calls this stands, what is awaited says that it does not come; then it is asked for again. */
export function useInstead(session: Session | undefined): void {
  useLayoutEffect(() => {
    instead.set(Instead);
    return () => {
      const any = standing.get().length > 0;
      instead.set(undefined);
      if (session && any) askAgain(session);
    };
  }, [session]);
}

function Instead({ children }: AwaitedProps): JSX.Element {
  const [looked, setLooked] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLooked(true), LOOK_MS);
    return () => clearTimeout(timer);
  }, []);
  return looked ? <Nothing /> : <>{children}</>;
}

function Nothing(): JSX.Element {
  const { t } = useWords();
  const [own] = useState<object>({});
  useLayoutEffect(() => {
    standing.set([...standing.get(), own]);
    return () => standing.set(standing.get().filter((each) => each !== own));
  }, []);
  const all = useStore(standing);
  if (all[0] !== own) return <p class="hint" role="status" data-testid="offline-nothing-more">{t('offline.nothing')}</p>;
  return (
    <div class="empty" role="status" data-testid="offline-nothing">
      <Icon name="offline" />
      <p><strong>{t('offline.nothing')}</strong></p>
      <p>{t('offline.nothing.hint')}</p>
      <Ways />
    </div>
  );
}

function Ways(): JSX.Element {
  const { t, lang } = useWords();
  const session = useContext(SessionContext);
  const [ways, setWays] = useState<readonly Way[]>([]);
  useEffect(() => {
    if (session) void opened(session).then(setWays, () => undefined);
  }, [session]);
  if (ways.length === 0) return <p><Link to={{ page: 'entry' }} testid="offline-start">{t('app.tostart')}</Link></p>;
  return (
    <nav aria-label={t('offline.opened')}>
      <p>{t('offline.opened')}</p>
      <ul data-testid="offline-opened">
        {ways.map(({ to, said }) => {
          const { text, ...how } = said(lang);
          return <li key={pathOf(to)}><Link to={to}><span {...how}>{text}</span></Link></li>;
        })}
      </ul>
    </nav>
  );
}

interface Way {
  readonly to: Route;
  readonly said: (lang: string) => Spoken;
}
/** What this reads of the views. */
interface Titled {
  readonly stage?: { readonly title?: Texts };
  readonly unit?: { readonly title?: Texts };
  readonly thread?: { readonly title?: string };
}

/** What was opened on this device and is kept, but for where one is. */
async function opened(session: Session): Promise<readonly Way[]> {
  const { keeps = true, demo = true } = who.get()?.site ?? {};
  if (!keeps) return [];
  const past = await session.remember(!demo);
  return (await past.opened(SHOWN)).flatMap(({ channel, view }): readonly Way[] => {
    const [room = '', ...rest] = channel.split('/');
    const to = routeOf([roomPath(room), ...rest].join('/'));
    const { stage, unit, thread } = view as Titled;
    const titles = unit?.title ?? stage?.title;
    if (thread?.title) {
      const { title } = thread;
      return [{ to, said: (lang) => ({ text: title, lang, dir: dirOf(lang) }) }];
    }
    return titles ? [{ to, said: (lang) => spoken(titles, lang) }] : [];
  });
}
