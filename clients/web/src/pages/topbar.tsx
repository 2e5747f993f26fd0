// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { isKnowing } from '../core/command.ts';
import type { Command } from '../core/command.ts';
import type { Session } from '../core/session.ts';
import { siteName } from '../core/site.ts';
import { saving, savingSet } from '../core/saving.ts';
import { Store, useStore } from '../core/store.ts';
import { THEMES, theme, themeSet } from '../core/theme.ts';
import type { Theme } from '../core/theme.ts';
import { go } from '../core/router.ts';
import { who } from '../core/who.ts';
import { personName, useWords } from '../i18n/context.tsx';
import { LANGUAGES, langSet } from '../i18n/index.ts';
import type { Lang } from '../i18n/index.ts';
import { bar } from '../ui/bar.ts';
import { InboxLink } from '../ui/inbox.tsx';
import { Mark } from '../ui/icon.tsx';
import type { IconName } from '../ui/icon.tsx';
import { notify } from '../ui/live.tsx';
import { LATE_MS } from '../ui/later.tsx';
import { Menu } from '../ui/menu.tsx';
import type { MenuPart } from '../ui/menu.tsx';
import { Link } from '../ui/parts.tsx';
import { SearchLink } from '../ui/search.tsx';

export function TopBar({ session, onLeave }: { session: Session | undefined; onLeave: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const place = useStore(bar);
  const lean = useStore(saving);
  const site = useStore(who)?.site;
  const name = siteName(site, lang);
  return (
    <header class="topbar" data-saving={String(lean)}>
      <Link to={{ page: 'entry' }} class="wordmark" testid="home">
        {site?.logo && !lean ? <img class="logo" src={site.logo} alt="" /> : <Mark />}
        {!place && <span class="wordmark-name" dir="auto" aria-hidden="true">{name || 'Muster'}</span>}
        <span class="hidden">{t('app.home')}</span>
      </Link>
      {place && <div class="topbar-place">{place}</div>}
      {session && <ConnectionState session={session} />}
      <div class="topbar-end">
        {session && <SearchLink />}
        {session && <InboxLink />}
        <Me session={session} onLeave={onLeave} />
      </div>
    </header>
  );
}

/** What keys do, and the sheet that lists them. */
export const keys = (): Promise<typeof import('../ui/keys/index.ts')> => import('../ui/keys/index.ts');

const THEME_ICONS: { readonly [T in Theme]: IconName } = { system: 'auto', light: 'sun', dark: 'moon' };

/** Who one is, and how the page is for them: its language, appearance, whether it saves data. */
function Me({ session, onLeave }: { session: Session | undefined; onLeave: () => void }): JSX.Element {
  const words = useWords();
  const { t, lang } = words;
  const now = useStore(theme);
  const lean = useStore(saving);
  const known = useStore(who);
  const site = known?.site;
  const demo = site?.demo !== false;
  const offered = LANGUAGES.filter((each) => !site?.languages.length || each.lang === lang || site.languages.includes(each.lang));
  // What it says may not be on this device.
  const choose = (chosen: Lang, name: string): void => {
    let said = false;
    const fails = (): void => {
      if (!said) notify(t('app.language.late', { name }), { label: t('app.again'), run: () => choose(chosen, name) });
      said = true;
    };
    const timer = setTimeout(fails, LATE_MS);
    langSet(chosen, true).catch(fails).finally(() => clearTimeout(timer));
  };
  const items: MenuPart[] = [
    { heading: t('app.language') },
    ...offered.map((known): MenuPart => ({
      label: known.name, lang: known.lang, checked: known.lang === lang, testid: `language-${known.lang}`, onChoose: () => choose(known.lang, known.name),
    })),
    { heading: t('app.theme') },
    ...THEMES.map((each): MenuPart => ({
      label: t(`app.theme.${each}`), icon: THEME_ICONS[each], checked: each === now, testid: `theme-${each}`, onChoose: () => themeSet(each),
    })),
    'line',
    { label: t('app.saving'), hint: t('app.saving.hint'), icon: 'saving', checked: lean, toggle: true, testid: 'saving', onChoose: () => savingSet(!lean) },
    { label: t('app.keys'), testid: 'keys', onChoose: () => void keys().then(({ sheetShow }) => sheetShow()).catch(() => notify(t('entry.failed'))) },
  ];
  if (!session) return <Menu label={t('app.settings')} icon="settings" items={items} testid="me" />;
  // They may have changed it meanwhile.
  const name = personName(words, (known?.identity ?? session.identity).name);
  const account: MenuPart[] = demo ? [] : [{ label: t('app.account'), icon: 'person', testid: 'account', onChoose: () => go({ page: 'me' }) }];
  items.push('line', ...account, { label: t(demo ? 'app.leave' : 'app.signout'), icon: 'door', testid: 'leave', onChoose: onLeave });
  return (
    <Menu label={t('app.you', { name })} icon="person" kind="quiet" items={items} testid="me">
      <span class="hidden">{t('app.you', { name })}</span>
      <bdi aria-hidden="true" class="person-name" data-testid="person">{name}</bdi>
    </Menu>
  );
}

const NONE = new Store<readonly Command[]>([]);

function ConnectionState({ session }: { session: Session }): JSX.Element {
  const { t, time } = useWords();
  const connection = useStore(session.connection);
  // Since when it is not there.
  const here = connection === 'connected';
  const turn = useRef({ here, at: Date.now() });
  if (turn.current.here !== here) turn.current = { here, at: Date.now() };
  const waiting = useStore(connection === 'connected' ? NONE : session.queue.waiting).filter(isKnowing).length;
  return (
    <div class="connection" role="status" data-testid="connection" data-state={connection}>
      {connection !== 'connected' && (
        <span class="connection-pill">
          <span class="spinner-dots" aria-hidden="true"><i /><i /><i /></span>
          <span>{connection === 'reconnecting' ? t('app.reconnecting', { time: time(turn.current.at) }) : t(`app.${connection}`)}</span>
          {waiting > 0 && <span>· {t('app.waiting', { n: waiting })}</span>}
          {(connection === 'broken' || connection === 'crowded') && (
            <button type="button" class="button-link" data-testid="connection-again" onClick={() => session.reconnect()}>{t(connection === 'crowded' ? 'app.crowded.here' : 'app.again')}</button>
          )}
        </span>
      )}
    </div>
  );
}
