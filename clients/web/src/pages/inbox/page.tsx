// SPDX-License-Identifier: Apache-2.0
// What is asked of this person, and what is new to them, in all their rooms; each with its way there and its act.
import type { JSX } from 'preact';
import { useNow } from '../../core/clock.ts';
import { INBOX, news as newsStore } from '../../core/inbox.ts';
import type { NewsAnswer, NewsItem } from '../../core/inbox.ts';
import { useStore } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { newsAsk } from '../../ui/inbox.tsx';
import { notify } from '../../ui/live.tsx';
import { Button, Empty } from '../../ui/parts.tsx';
import { useSession } from '../../ui/session.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { Row } from './row.tsx';
import { SettingsPart } from './settings.tsx';
import './style.css';

const ASKED = new Set(['mention', 'reply', 'accepted', 'answered', 'invitation', 'request', 'granted', 'denied', 'report', 'credential', 'soon', 'live']);

export function InboxPage(): JSX.Element {
  const { t } = useWords();
  const answer = useStore(newsStore);
  const now = useNow(60_000);
  usePageTitle(t('inbox.title'));
  const items = answer?.news ?? [];
  const [asked, fresh] = [items.filter(({ kind }) => ASKED.has(kind)), items.filter(({ kind }) => !ASKED.has(kind))];
  return (
    <div class="sheet inbox">
      <div class="inbox-head">
        <h1>{t('inbox.title')}</h1>
        {answer && <AllRead answer={answer} />}
      </div>
      {!answer && <Skeleton kind="rows" label={t('entry.loading')} />}
      {answer && items.length === 0 && <Empty icon="inbox">{t('fresh.none')}</Empty>}
      <Group id="asked" title={t('fresh.asked')} items={asked} now={now} answer={answer} />
      <Group id="fresh" title={t('fresh.new')} items={fresh} now={now} answer={answer} />
      {answer?.more && <p class="hint">{t('fresh.more')}</p>}
      <SettingsPart />
    </div>
  );
}

function Group({ id, title, items, now, answer }: { id: string; title: string; items: readonly NewsItem[]; now: number; answer: NewsAnswer | undefined }): JSX.Element | null {
  if (items.length === 0 || !answer) return null;
  return (
    <section aria-labelledby={`inbox-${id}`}>
      <h2 id={`inbox-${id}`}>{title}</h2>
      <ul class="rooms" data-testid={`inbox-${id}`}>
        {items.map((item) => <li key={item.key}><Row item={item} now={now} answer={answer} /></li>)}
      </ul>
    </section>
  );
}

/** One entry for all rooms in which anything is new: up to what they held when that was asked. */
function AllRead({ answer }: { answer: NewsAnswer }): JSX.Element | null {
  const { t } = useWords();
  const { queue } = useSession();
  const { whole, run, sending } = useAct();
  const rooms = Object.entries(answer.rooms).filter(([of, { unread }]) => (unread ?? 0) > 0 || answer.news.some((item) => roomOf(item) === of));
  if (rooms.length === 0) return null;
  const look = (): void => newsAsk.get()();
  const read = (): void => void whole(async () => {
    const outcome = await queue.run('read.all', { room: INBOX, rooms: Object.fromEntries(rooms.map(([of, { at }]) => [of, at])) });
    look();
    if (outcome.ok) notify(t('fresh.all.done'), { label: t('do.undo'), run: () => void run('read.back', { room: INBOX, all: outcome.seq }).then(look) });
    else notify(t('app.error', { error: t(`error.${outcome.error}`) }));
    return outcome.ok;
  });
  return <Button icon="check" small busy={sending} onClick={read} testid="read-all">{t('fresh.all')}</Button>;
}

// What is told of sessions is read in the academy.
function roomOf({ kind, of }: NewsItem): string | undefined {
  if (kind === 'moved' || kind === 'cancelled') return 'academy:main';
  return ['invitation', 'request', 'report', 'credential', 'soon', 'live'].includes(kind) ? undefined : of;
}
