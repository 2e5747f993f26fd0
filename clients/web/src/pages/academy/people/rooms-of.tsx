// SPDX-License-Identifier: Apache-2.0
// Which rooms a person can enter, and why: the oldest first, more on demand, all of them as a file.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { roomPath } from '../../../core/router.ts';
import type { Texts } from '../../../core/views.ts';
import { spoken, useWords } from '../../../i18n/context.tsx';
import type { Key } from '../../../i18n/index.ts';
import { Icon } from '../../../ui/icon.tsx';
import { notify } from '../../../ui/live.tsx';
import { Badge, Button, Empty } from '../../../ui/parts.tsx';
import { useSession } from '../../../ui/session.tsx';
import { ACADEMY } from '../context.ts';
import { Saved } from '../saved.tsx';
import { To } from './back.tsx';

interface Entered {
  readonly of: string;
  readonly title: Texts;
  readonly role: string;
  readonly why: readonly string[];
  readonly register?: boolean;
  readonly archived?: boolean;
}
interface Page {
  readonly rooms: readonly Entered[];
  readonly next?: string;
  readonly conduct_asked?: boolean;
}

const PAGE = 20;
const WHYS = ['host', 'invited', 'country', 'role', 'academy', 'registered', 'made', 'organiser', 'course'] as const;

export function RoomsOf({ id }: { id: string }): JSX.Element | null {
  const { t } = useWords();
  const session = useSession();
  const [found, setFound] = useState<Page | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const read = async (before?: Page): Promise<void> => {
    const after = before?.next === undefined ? {} : { after: before.next };
    const page = (await session.query('person.rooms', { room: ACADEMY, person: id, limit: PAGE, ...after })) as Page;
    setFound({ ...page, rooms: [...(before?.rooms ?? []), ...page.rooms] });
  };
  useEffect(() => void read().catch(() => undefined), [session, id]);
  if (!found) return null;
  const more = (): void => {
    setBusy(true);
    void read(found).catch(() => notify(t('entry.failed'))).finally(() => setBusy(false));
  };
  return (
    <section aria-labelledby="people-rooms">
      <div class="row people-history-head">
        <h2 id="people-rooms">{t('persons.rooms')}</h2>
        {found.rooms.length > 0 && <Saved query="person.rooms" name="rooms.csv" parameters={{ person: id }} testid="people-rooms-csv" />}
      </div>
      {found.conduct_asked && <p class="hint">{t('persons.rooms.conduct')}</p>}
      {found.rooms.length === 0 && <Empty icon="screen">{t('persons.rooms.none')}</Empty>}
      {found.rooms.length > 0 && <ul class="academy-rows" data-testid="people-rooms">{found.rooms.map((room) => <Row key={room.of} room={room} />)}</ul>}
      {found.next !== undefined && <Button busy={busy} onClick={more} testid="people-rooms-more">{t('do.more')}</Button>}
    </section>
  );
}

function Row({ room }: { room: Entered }): JSX.Element {
  const { t, lang } = useWords();
  const { of, title, role, why, register, archived } = room;
  const said = spoken(title, lang);
  return (
    <li class="academy-row" data-testid={`enters-${of}`}>
      <Icon name="screen" />
      <div class="academy-row-text">
        <To address={roomPath(of)}><bdi lang={said.lang}>{said.text || of}</bdi></To>
        <span class="meta">{WHYS.filter((each) => why.includes(each)).map((each) => t(`persons.rooms.${each}`)).join(' · ')}</span>
      </div>
      <div class="people-marks">
        <Badge tone="plain">{t(`role.${role}` as Key)}</Badge>
        {register && <Badge tone="warm">{t('persons.rooms.register')}</Badge>}
        {archived && <Badge tone="plain">{t('persons.rooms.archived')}</Badge>}
      </div>
    </li>
  );
}
