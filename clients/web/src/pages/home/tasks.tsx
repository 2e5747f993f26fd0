// SPDX-License-Identifier: Apache-2.0
// What waits for an organiser beside the requests: reports, certificates that end, rooms without a host or without anybody.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { serverNow, useNow } from '../../core/clock.ts';
import { dayText } from '../../core/day.ts';
import type { Session } from '../../core/session.ts';
import { useStore } from '../../core/store.ts';
import type { Texts } from '../../core/views.ts';
import { personName, spoken, useWords } from '../../i18n/context.tsx';
import { Button, Link } from '../../ui/parts.tsx';
import { Icon } from '../../ui/icon.tsx';
import { ACADEMY } from '../academy/context.ts';
import type { Credential } from '../academy/credentials/find.ts';
import { To } from '../academy/people/back.tsx';

interface RoomNamed {
  readonly of: string;
  readonly title: Texts;
}
interface Tasks {
  readonly credentials: readonly Credential[];
  readonly hostless: readonly RoomNamed[];
  readonly empty: readonly RoomNamed[];
  readonly reported: readonly (RoomNamed & { readonly open: number })[];
}

const LOOK_MS = 60_000;
const SHOWN = 3;

export function TaskRows({ session }: { session: Session }): JSX.Element | null {
  const { t, lang } = useWords();
  const words = useWords();
  const tasks = useTasks(session);
  const [all, setAll] = useState(false);
  if (!tasks) return null;
  const { credentials, hostless, empty, reported } = tasks;
  const known = (kind: string): string => (kind === 'instructor' || kind === 'completion' ? t(`home.task.${kind}`) : kind);
  const rows = [
    ...reported.map((room) => <RoomTask key={`r${room.of}`} room={room} says={t('home.task.reported', { n: room.open })} testid={`task-reported-${room.of}`} />),
    ...hostless.map((room) => <RoomTask key={`h${room.of}`} room={room} says={t('home.task.hostless')} testid={`task-hostless-${room.of}`} />),
    ...credentials.map(({ credential, person, name, kind, state, until = 0 }) => (
      <li key={credential}>
        <To address={`/academy/credentials?person=${encodeURIComponent(person)}`} class="room" testid={`task-credential-${credential}`}>
          <Icon name="award" />
          <span class="room-text"><strong><bdi>{personName(words, name)}</bdi></strong><span>{t(state === 'lapsed' ? 'home.task.lapsed' : 'home.task.lapsing', { what: known(kind), day: dayText(until, lang) })}</span></span>
          <Icon name="after" />
        </To>
      </li>
    )),
    ...empty.map((room) => <RoomTask key={`e${room.of}`} room={room} says={t('home.task.empty')} testid={`task-empty-${room.of}`} />),
  ];
  if (rows.length === 0) return null;
  return (
    <>
      <ul class="rooms" data-testid="tasks">{all ? rows : rows.slice(0, SHOWN)}</ul>
      {!all && rows.length > SHOWN && <Button kind="quiet" onClick={() => setAll(true)} testid="tasks-more">{t('home.task.more', { n: rows.length - SHOWN })}</Button>}
    </>
  );
}

function RoomTask({ room, says, testid }: { room: RoomNamed; says: string; testid: string }): JSX.Element {
  const { lang } = useWords();
  const title = spoken(room.title, lang);
  return (
    <li>
      <Link to={{ page: 'academy', part: 'rooms', rest: room.of.split(':') }} class="room" testid={testid}>
        <Icon name="needs" />
        <span class="room-text"><strong lang={title.lang} dir={title.dir}>{title.text || room.of}</strong><span>{says}</span></span>
        <Icon name="after" />
      </Link>
    </li>
  );
}

/** Asked again every minute, and when what connects is back; what stood stands until it is answered. */
function useTasks(session: Session): Tasks | undefined {
  const connected = useStore(session.connection) === 'connected';
  const turn = useNow(LOOK_MS);
  const [tasks, setTasks] = useState<Tasks | undefined>(undefined);
  useEffect(() => {
    if (!connected) return undefined;
    let gone = false;
    session.query('tasks.list', { room: ACADEMY, now: Math.floor(serverNow()) }).then((answer) => gone || setTasks(answer as Tasks), () => undefined);
    return () => {
      gone = true;
    };
  }, [session, connected, turn]);
  return tasks;
}
