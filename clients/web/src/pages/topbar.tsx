// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import type { Session } from '../core/session.ts';
import { saving, savingSet } from '../core/saving.ts';
import { Store, useStore } from '../core/store.ts';
import { THEMES, theme, themeSet } from '../core/theme.ts';
import type { Theme } from '../core/theme.ts';
import { personName, useWords } from '../i18n/context.tsx';
import { LANGUAGES, isLang, langSet } from '../i18n/index.ts';
import { InboxLink } from '../ui/inbox.tsx';
import { Icon, Mark } from '../ui/icon.tsx';
import type { IconName } from '../ui/icon.tsx';
import { Link } from '../ui/parts.tsx';

export function TopBar({ session, onLeave }: { session: Session | undefined; onLeave: () => void }): JSX.Element {
  const { t } = useWords();
  return (
    <header class="topbar">
      <Link to={{ page: 'entry' }} class="wordmark" testid="home">
        <Mark />
        <span aria-hidden="true">muster</span>
        <span class="hidden">{t('app.home')}</span>
      </Link>
      {session && <ConnectionState session={session} />}
      <div class="topbar-end">
        {session && <InboxLink />}
        {session && <Person session={session} onLeave={onLeave} />}
        <LanguageSwitch />
        <SavingSwitch />
        <ThemeSwitch />
      </div>
    </header>
  );
}

function Person({ session, onLeave }: { session: Session; onLeave: () => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const name = personName(words, session.identity.name);
  return (
    <div class="person" data-testid="person">
      <span class="hidden">{t('app.you', { name })}</span>
      <bdi aria-hidden="true" class="person-name">{name}</bdi>
      <button type="button" class="button-icon" aria-label={t('app.leave')} title={t('app.leave')} onClick={onLeave} data-testid="leave">
        <Icon name="swap" />
      </button>
    </div>
  );
}

const NONE = new Store<readonly unknown[]>([]);

function ConnectionState({ session }: { session: Session }): JSX.Element {
  const { t } = useWords();
  const connection = useStore(session.connection);
  const waiting = useStore<readonly unknown[]>(connection === 'connected' ? NONE : session.queue.waiting).length;
  return (
    <div class="connection" role="status" data-testid="connection" data-state={connection}>
      {connection !== 'connected' && (
        <span class="connection-pill">
          <span class="spinner-dots" aria-hidden="true"><i /><i /><i /></span>
          <span>{t(connection === 'connecting' ? 'app.connecting' : connection === 'broken' ? 'app.broken' : 'app.reconnecting')}</span>
          {waiting > 0 && <span>· {t('app.waiting', { n: waiting })}</span>}
          {connection === 'broken' && (
            <button type="button" class="button-link" onClick={() => session.reconnect()}>{t('app.again')}</button>
          )}
        </span>
      )}
    </div>
  );
}

function LanguageSwitch(): JSX.Element {
  const { t, lang } = useWords();
  return (
    <label class="language">
      <span class="hidden">{t('app.language')}</span>
      <select value={lang} data-testid="language" onChange={(event) => {
        const next = event.currentTarget.value;
        if (isLang(next)) void langSet(next, true);
      }}>
        {LANGUAGES.map((known) => <option key={known.lang} value={known.lang} lang={known.lang}>{known.name}</option>)}
      </select>
    </label>
  );
}

function SavingSwitch(): JSX.Element {
  const { t } = useWords();
  const on = useStore(saving);
  return (
    <button type="button" class="button-icon" aria-pressed={on} aria-label={t('app.saving')} title={t('app.saving')}
      data-testid="saving" onClick={() => savingSet(!on)}>
      <Icon name="saving" />
    </button>
  );
}

const THEME_ICONS: { readonly [T in Theme]: IconName } = { system: 'auto', light: 'sun', dark: 'moon' };

function ThemeSwitch(): JSX.Element {
  const { t } = useWords();
  const now = useStore(theme);
  const next = THEMES[(THEMES.indexOf(now) + 1) % THEMES.length] ?? 'system';
  const label = `${t('app.theme')}: ${t(`app.theme.${now}`)}`;
  return (
    <button type="button" class="button-icon" aria-label={label} title={label} data-testid="theme" onClick={() => themeSet(next)}>
      <Icon name={THEME_ICONS[now]} />
    </button>
  );
}
