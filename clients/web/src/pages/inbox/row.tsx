// SPDX-License-Identifier: Apache-2.0
// One thing that is new: what it is, since when, the way there; beside it what one can do about it at once.
import type { JSX } from 'preact';
import { INBOX } from '../../core/inbox.ts';
import type { NewsAnswer, NewsItem } from '../../core/inbox.ts';
import type { JsonObject } from '../../core/merge.ts';
import { go, pathOf, roomPath, routeOf } from '../../core/router.ts';
import type { Route } from '../../core/router.ts';
import { mentionSaid, personName, spoken, useWords } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';
import { useAct } from '../../ui/command.ts';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon.tsx';
import { Button, IconButton, Time, followed } from '../../ui/parts.tsx';
import { useWhen } from '../use-when.ts';
import type { When } from '../when.ts';

const ICONS: { readonly [K in NewsItem['kind']]: IconName } = {
  mention: 'chat', reply: 'chat', accepted: 'chat', answered: 'question', post: 'chat', thread: 'chat', announcement: 'bell', release: 'notes', soon: 'clock',
  live: 'screen', moved: 'clock', cancelled: 'clock', invitation: 'mail', request: 'door', granted: 'door', denied: 'door', report: 'needs', credential: 'award', lapsing: 'award', bookmark: 'clock',
};

export function Row({ item, now, answer }: { item: NewsItem; now: number; answer: NewsAnswer }): JSX.Element {
  const words = useWords();
  const when = useWhen();
  const title = typeof item.title === 'string' ? { text: item.title, dir: item.dir, lang: undefined } : spoken(item.title ?? {}, words.lang);
  const course = spoken(answer.rooms[item.of]?.title ?? {}, words.lang);
  const { to, hash } = wayOf(item);
  const { run } = useAct();
  // Whoever goes there has heard it.
  const heard = (): void => void (item.kind === 'bookmark' && run('bookmark.mark', { room: INBOX, bookmark: item.said ?? 0, as: 'heard' }));
  return (
    <div class="inbox-row" data-testid={`new-${item.kind}`} data-key={item.key}>
      <a href={pathOf(to) + (hash && `#${hash}`)} class="room" onClick={followed(() => { heard(); go(to, hash); })}>
        <Icon name={ICONS[item.kind]} />
        <span class="room-text">
          <strong>{sentence(words, when, item, now)}</strong>
          {title.text !== '' && <span class="inbox-title" lang={title.lang} dir={title.dir}>{title.text}</span>}
          {item.kind === 'bookmark' && item.words !== undefined && <span dir="auto">{item.words}</span>}
          <span>{course.text !== '' && <><bdi lang={course.lang}>{course.text}</bdi> · </>}<Time at={item.at} now={now} text={words.ago(Math.min(item.at, now), now)} /></span>
        </span>
      </a>
      <Act item={item} answer={answer} />
    </div>
  );
}

function sentence(words: Words, when: When, { kind, name, count, start }: NewsItem, now: number): string {
  const { t } = words;
  const at = start === undefined ? '' : when.at(start, now);
  switch (kind) {
    case 'mention':
      return mentionSaid(words, name === undefined ? {} : { name });
    case 'reply':
    case 'accepted':
    case 'answered':
      return mentionSaid(words, { why: kind, ...(name === undefined ? {} : { name }) });
    case 'post':
      return t('fresh.posts', { n: count ?? 1 });
    case 'thread':
      return t('fresh.thread', { name: personName(words, name) });
    case 'invitation':
      return t('fresh.invitation', { name: personName(words, name) });
    case 'report':
      return t('fresh.reports', { n: count ?? 1 });
    case 'lapsing':
      return t('fresh.lapsing', { n: count ?? 1 });
    case 'soon':
      return t('fresh.soon', { time: start === undefined ? '' : when.until(start, now) });
    case 'moved':
      return t('fresh.moved', { date: at });
    case 'credential':
      return t((start ?? 0) > now ? 'fresh.ends' : 'fresh.ended', { date: at });
    default:
      return t(`fresh.${kind}`);
  }
}

function wayOf({ kind, of, thing = 0, post }: NewsItem): { to: Route; hash: string } {
  const to = (route: Route, hash = ''): { to: Route; hash: string } => ({ to: route, hash });
  switch (kind) {
    case 'release':
      return to({ page: 'unit', room: of, unit: thing });
    case 'invitation':
      return to({ page: 'academy', part: 'rooms', rest: of.split(':') });
    case 'request':
    case 'granted':
    case 'denied':
      return to({ page: 'academy', part: 'requests', rest: [] });
    case 'credential':
      return to({ page: 'me' });
    case 'lapsing':
      return to({ page: 'academy', part: 'credentials', rest: [] });
    case 'report':
      return to(of.startsWith('course:') ? { page: 'reports', room: of } : routeOf(roomPath(of)));
    case 'answered':
      return to(routeOf(roomPath(of)), `question-${thing}`);
    default:
      if (of === 'academy:main') return to({ page: 'entry' });
      return thing && of.startsWith('course:') ? to({ page: 'thread', room: of, thread: thing }, `post-${post ?? thing}`) : to(routeOf(roomPath(of)));
  }
}

/** What ends it here: undefined where only what it tells of does. */
function endOf({ kind, of, key, thing = 0, post = 0, said }: NewsItem, { rooms }: NewsAnswer): { method: string; data: JsonObject } | undefined {
  const mark = (room: string, thread: number, upto: number): { method: string; data: JsonObject } => ({ method: 'read.mark', data: { of: room, thread, upto } });
  switch (kind) {
    case 'announcement':
      if (of === 'academy:main') return { method: 'inbox.dismiss', data: { announcement: thing } };
      return mark(of, thing, post);
    case 'mention':
    case 'reply':
      return mark(of, thing, post);
    case 'accepted':
    case 'answered':
      return mark(of, post, said ?? post);
    case 'post':
    case 'thread':
      // Up to the newest of them: the last number of the key.
      return mark(of, thing, Number(key.slice(key.lastIndexOf('/') + 1)));
    case 'release':
      return mark(of, thing, rooms[of]?.at ?? 0);
    case 'bookmark':
      return { method: 'bookmark.mark', data: { bookmark: said ?? 0, as: 'heard' } };
    case 'moved':
    case 'cancelled':
    case 'granted':
    case 'denied':
      return mark('academy:main', thing, rooms['academy:main']?.at ?? 0);
    default:
      return undefined;
  }
}

function Act({ item, answer }: { item: NewsItem; answer: NewsAnswer }): JSX.Element | null {
  const { t } = useWords();
  const { run, sending } = useAct();
  if (item.kind === 'invitation') {
    const say = (accept: boolean): void => void run('room.answer', { room: 'academy:main', of: item.of, accept });
    return (
      <span class="inbox-acts">
        <Button kind="strong" small busy={sending} onClick={() => say(true)} testid={`accept-${item.of}`}>{t('fresh.accept')}</Button>
        <Button small busy={sending} onClick={() => say(false)} testid={`decline-${item.of}`}>{t('fresh.decline')}</Button>
      </span>
    );
  }
  const end = endOf(item, answer);
  if (!end) return null;
  return <span class="inbox-acts"><IconButton icon="check" label={t('fresh.read')} busy={sending} onClick={() => void run(end.method, { room: INBOX, ...end.data })} testid="new-read" /></span>;
}
