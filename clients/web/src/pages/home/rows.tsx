// SPDX-License-Identifier: Apache-2.0
// Rooms as they stand at home: the whole row is a way in.
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { inbox, mentionsOf, news } from '../../core/inbox.ts';
import { pathOf, roomPath, routeOf } from '../../core/router.ts';
import type { Session } from '../../core/session.ts';
import { useSelect } from '../../core/store.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { notify } from '../../ui/live.tsx';
import { Badge, Count } from '../../ui/parts.tsx';
import { take } from '../../ui/take.ts';
import { comeIn } from '../join.ts';
import { isWebinar } from '../rooms.ts';
import type { Listed } from '../rooms.ts';
import { useWhen } from '../use-when.ts';

interface RowProps {
  readonly room: Listed;
  readonly session: Session | undefined;
}

export function LiveRow({ room, now, session }: RowProps & { now: number }): JSX.Element {
  const { t, time } = useWords();
  const { start } = room;
  return (
    <Way room={room} session={session} class="room home-live" end={<span class="button button-strong">{t('home.goin')}</span>}>
      <Badge tone="live">{t('home.live.badge')}</Badge>
      {start !== undefined && start <= now && <> {t('home.since', { time: time(start) })}</>}
    </Way>
  );
}

export function NextRow({ room, now, session }: RowProps & { now: number }): JSX.Element {
  const { t, lang, full } = useWords();
  const { until, at } = useWhen();
  const { start } = room;
  const left = start === undefined ? '' : until(start, now);
  const title = spoken(room.title, lang).text;
  return (
    <div class="home-next">
      <Way room={room} session={session} class="room" icon>
        {start === undefined ? t('home.undated') : (
          <time dateTime={new Date(start).toISOString()} title={full(start)}>
            {left !== '' && <strong class="home-until">{left}</strong>}
            {start <= now && <strong class="home-until">{t('home.due')}</strong>}
            {' '}{t('home.at', { date: at(start, now) })}
          </time>
        )}
      </Way>
      {start !== undefined && <span class="home-take"><take.Page of={room.of} at={start} minutes={room.minutes} title={title} testid={`calendar-${room.of}`} /></span>}
    </div>
  );
}

export function PlaceRow({ room, session }: RowProps): JSX.Element {
  const { t, full, moment } = useWords();
  const unread = useSelect(news, (answer) => answer?.rooms[room.of]?.unread ?? 0);
  const fresh = useSelect(inbox, (view) => (view ? mentionsOf(view).filter(({ of, unread }) => unread && of === room.of).length : 0));
  return (
    <Way room={room} session={session} class="room" icon>
      {room.until !== undefined ? t('home.guest', { time: full(room.until) }) : isWebinar(room.of) && room.start !== undefined ? moment(room.start, Date.now()) : t(`home.kind.${room.template ?? 'course'}`)}
      {unread > 0 && <> · <Count value={unread} /> {t('home.unread', { n: unread })}</>}
      {fresh > 0 && <> · <Count value={fresh} /> {t('home.mentions', { n: fresh })}</>}
    </Way>
  );
}

/** A link, of which a plain press first makes one a member of the room. */
function Way({ room, session, class: className, icon, end, children }: RowProps & {
  class: string; icon?: boolean; end?: ComponentChildren; children: ComponentChildren;
}): JSX.Element {
  const { t, lang } = useWords();
  const [going, setGoing] = useState(false);
  const title = spoken(room.title, lang);
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (going || !session) return;
    setGoing(true);
    void comeIn(session, room.of).then((error) => {
      setGoing(false);
      if (error) notify(t('app.error', { error: t(`error.${error}`) }));
    });
  };
  return (
    <a href={pathOf(routeOf(roomPath(room.of)))} class={className} data-testid={`room-${room.of}`} aria-busy={going ? 'true' : undefined} onClick={follow}>
      {icon && <Icon name={isWebinar(room.of) ? 'screen' : 'book'} />}
      <span class="room-text">
        <strong class="title" lang={title.lang} dir={title.dir}>{title.text || room.of}</strong>
        <span>{children}</span>
      </span>
      {end ?? <Icon name="after" />}
    </a>
  );
}
