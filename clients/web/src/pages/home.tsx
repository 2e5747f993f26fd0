// SPDX-License-Identifier: Apache-2.0
// Where a person who has signed in can go: the rooms of the academy that are listed to them.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { roomPath, routeOf } from '../core/router.ts';
import type { Texts } from '../core/views.ts';
import { Nothing } from '../rooms/door/page.tsx';
import { spoken, useWords } from '../i18n/context.tsx';
import { Icon } from '../ui/icon.tsx';
import { Badge, Button, Link, Spinner } from '../ui/parts.tsx';
import { useSession } from '../ui/session.tsx';
import { usePageTitle } from '../ui/title.ts';
import { RequestsLink } from './requests.tsx';

interface Listed {
  readonly of: string;
  readonly title: Texts;
  readonly phase?: 'ahead' | 'live' | 'ended';
  readonly start?: number;
}

export function HomePage(): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const [rooms, setRooms] = useState<readonly Listed[] | 'failed' | undefined>(undefined);
  const read = (): void => {
    session.query('room.list', { room: 'academy:main' }).then((answer) => setRooms((answer as { rooms: Listed[] }).rooms), () => setRooms('failed'));
  };
  usePageTitle(t('home.title'));
  useEffect(read, [session]);
  return (
    <div class="sheet">
      <h1>{t('home.title')}</h1>
      <RequestsLink />
      {!rooms && <Spinner label={t('entry.loading')} />}
      {rooms === 'failed' && <div role="alert"><p>{t('entry.failed')}</p><Button onClick={read}>{t('app.again')}</Button></div>}
      {Array.isArray(rooms) && rooms.length === 0 && <Nothing />}
      <ul class="rooms" data-testid="home-rooms">
        {Array.isArray(rooms) && rooms.map((room) => <li key={room.of}><Row room={room} /></li>)}
      </ul>
    </div>
  );
}

function Row({ room }: { room: Listed }): JSX.Element {
  const { t, lang, full } = useWords();
  const title = spoken(room.title, lang);
  const live = room.of.startsWith('webinar:');
  return (
    <Link to={routeOf(roomPath(room.of))} class="room" testid={`room-${room.of}`}>
      <Icon name={live ? 'screen' : 'chat'} />
      <span class="room-text">
        <strong lang={title.lang} dir={title.dir}>{title.text || room.of}</strong>
        <span>{live && room.start !== undefined ? full(room.start) : t(live ? 'entry.webinar' : 'entry.course')}</span>
      </span>
      {room.phase === 'live' && <Badge tone="live">{t('home.live.badge')}</Badge>}
    </Link>
  );
}
