// SPDX-License-Identifier: Apache-2.0
// How somebody is told when they are not here: mails of what is new, and addresses for their calendar. Each can be ended.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { ask } from '../../core/person.ts';
import { piece } from '../../core/piece.ts';
import { useWords } from '../../i18n/context.tsx';
import { notify } from '../../ui/live.tsx';
import { Button, Time } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import { useDoing } from './use.ts';

type Mode = 'none' | 'away' | 'daily' | 'weekly';
interface Settings {
  readonly mail?: Mode;
  readonly hour?: number;
  readonly day?: number;
  readonly zone?: string;
  readonly words?: boolean;
}
interface Reached {
  readonly sends: boolean;
  readonly mail?: string;
  readonly bounced?: number;
}
interface Feed {
  readonly id: string;
  readonly course?: string;
  readonly made: number;
}

const INBOX = '/api/rooms/inbox:me';
const MODES: readonly Mode[] = ['none', 'away', 'daily', 'weekly'];
const HOUR = 18 * 60;
/** A Monday. */
const MONDAY_MS = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

const clockOf = (minutes: number): string => [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
const minutesOf = (text: string): number => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);

export function Mails(): JSX.Element | null {
  const { t, lang } = useWords();
  const { busy, wrong, run } = useDoing();
  const [reached, setReached] = useState<Reached>();
  const [settings, setSettings] = useState<Settings>({});
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const read = async (): Promise<void> => {
    const [state, inbox] = await Promise.all([ask('/api/mail/bounce', 'GET'), ask(INBOX, 'GET')]);
    setReached(state as Reached);
    setSettings((inbox as { view: { inbox?: { settings?: Settings } } }).view.inbox?.settings ?? {});
  };
  useEffect(() => run(read), []);
  const save = (more: Settings): void => run(async () => {
    setSettings({ ...settings, ...more });
    await ask(`${INBOX}/inbox.set`, 'POST', { ...more, ...(zone ? { zone } : {}) });
    notify(t('signin.profile.saved'));
  });
  const again = (): void => run(async () => {
    await ask('/api/mail/bounce', 'DELETE');
    await read();
  });
  if (!reached?.sends || !reached.mail) return null;
  const mode = settings.mail ?? 'none';
  const day = new Intl.DateTimeFormat(lang, { weekday: 'long', timeZone: 'UTC' });
  return (
    <section aria-labelledby="mails" data-testid="mails">
      <h2 id="mails">{t('signin.mails')}</h2>
      <p class="hint">{t('signin.mails.hint')} <bdi>{reached.mail}</bdi></p>
      {reached.bounced !== undefined && (
        <div class="row" role="status">
          <p data-testid="mails-bounced">{t('signin.mails.bounced')}</p>
          <Button busy={busy} onClick={again} testid="mails-again">{t('signin.mails.again')}</Button>
        </div>
      )}
      <Select label={t('signin.mails.when')} value={mode} testid="mails-when" onChange={(value) => save({ mail: value as Mode })}
        options={MODES.map((value) => ({ value, label: t(`signin.mails.${value}`) }))} />
      {mode === 'weekly' && (
        <Select label={t('signin.mails.day')} value={String(settings.day ?? 1)} testid="mails-day" onChange={(value) => save({ day: Number(value) })}
          options={[1, 2, 3, 4, 5, 6, 7].map((each) => ({ value: String(each), label: day.format(MONDAY_MS + (each - 1) * DAY_MS) }))} />
      )}
      {(mode === 'daily' || mode === 'weekly') && (
        <div class="field">
          <label for="mails-hour">{t('signin.mails.hour')}</label>
          <input id="mails-hour" type="time" value={clockOf(settings.hour ?? HOUR)} data-testid="mails-hour"
            onChange={(event) => event.currentTarget.value && save({ hour: minutesOf(event.currentTarget.value) })} />
        </div>
      )}
      {mode !== 'none' && (
        <label class="check">
          <input type="checkbox" checked={settings.words ?? false} disabled={busy} data-testid="mails-words" onChange={(event) => save({ words: event.currentTarget.checked })} />
          <span>{t('signin.mails.words')}</span>
        </label>
      )}
      {mode !== 'none' && <p class="hint">{t('signin.mails.words.hint')}</p>}
      <p class="refusal" role="alert">{wrong}</p>
    </section>
  );
}

export function Feeds(): JSX.Element {
  const words = useWords();
  const { t, lang } = words;
  const now = useNow(60_000);
  const { busy, wrong, run } = useDoing();
  const [feeds, setFeeds] = useState<readonly Feed[]>([]);
  const [link, setLink] = useState<string>();
  const read = async (): Promise<void> => setFeeds((await ask('/api/feeds', 'GET') as { feeds: Feed[] }).feeds);
  useEffect(() => run(read), []);
  const make = (): void => run(async () => {
    const made = await ask('/api/feeds', 'POST', { language: lang }) as { link: string };
    setLink(new URL(made.link, location.origin).href);
    await read();
  });
  const end = (id: string): void => run(async () => {
    await ask(`/api/feeds/${piece(id)}`, 'DELETE');
    setLink(undefined);
    await read();
  });
  const copy = (): void => void navigator.clipboard?.writeText(link ?? '').then(() => notify(t('signin.feeds.copied')), () => undefined);
  return (
    <section aria-labelledby="feeds" data-testid="feeds">
      <h2 id="feeds">{t('signin.feeds')}</h2>
      <p class="hint">{t('signin.feeds.hint')}</p>
      {link !== undefined && (
        <div class="stack" role="status">
          <p>{t('signin.feeds.once')}</p>
          <p class="door-link"><bdi dir="ltr" data-testid="feed-link">{link}</bdi></p>
          {navigator.clipboard && <div><Button icon="copy" onClick={copy} testid="feed-copy">{t('do.copy')}</Button></div>}
        </div>
      )}
      <ul class="door-list">
        {feeds.map(({ id, course, made }) => (
          <li key={id} data-testid="feed">
            <span>{course ? <bdi>{course}</bdi> : t('signin.feeds.all')} <span class="meta"><Time at={made} now={now} text={t('signin.feeds.made', { time: words.ago(made, now) })} /></span></span>
            <Button kind="quiet" icon="trash" busy={busy} onClick={() => end(id)} testid="feed-end">{t('do.remove')}</Button>
          </li>
        ))}
      </ul>
      <div><Button icon="plus" busy={busy} onClick={make} testid="feed-make">{t('signin.feeds.make')}</Button></div>
      <p class="refusal" role="alert">{wrong}</p>
    </section>
  );
}
