// SPDX-License-Identifier: Apache-2.0
// Which rooms a person can enter, and why.
import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { roomPath } from '../../../core/router.ts';
import type { Texts } from '../../../core/views.ts';
import { spoken, useWords } from '../../../i18n/context.tsx';
import type { Key } from '../../../i18n/index.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Empty } from '../../../ui/parts.tsx';
import { useSession } from '../../../ui/session.tsx';
import { ACADEMY } from '../context.ts';
import { To } from './back.tsx';

interface Entered {
  readonly of: string;
  readonly title: Texts;
  readonly why: readonly string[];
}

const WHYS: readonly string[] = ['host', 'invited', 'country', 'role', 'academy', 'registered', 'made', 'organiser', 'link'];

export function RoomsOf({ id }: { id: string }): JSX.Element | null {
  const { t, lang } = useWords();
  const session = useSession();
  const [rooms, setRooms] = useState<readonly Entered[] | undefined>(undefined);
  useEffect(() => void session.query('person.rooms', { room: ACADEMY, person: id }).then((answer) => setRooms((answer as { rooms: Entered[] }).rooms), () => undefined), [session, id]);
  if (!rooms) return null;
  return (
    <section aria-labelledby="people-rooms">
      <h2 id="people-rooms">{t('persons.rooms')}</h2>
      {rooms.length === 0 && <Empty icon="screen">{t('persons.rooms.none')}</Empty>}
      {rooms.length > 0 && (
        <ul class="academy-rows" data-testid="people-rooms">
          {rooms.map(({ of, title, why }) => {
            const said = spoken(title, lang);
            return (
              <li key={of} class="academy-row">
                <Icon name="screen" />
                <div class="academy-row-text">
                  <To address={roomPath(of)}><bdi lang={said.lang}>{said.text || of}</bdi></To>
                  <span class="meta">{why.filter((each) => WHYS.includes(each)).map((each) => t(`persons.rooms.${each}` as Key)).join(' · ')}</span>
                </div>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}
