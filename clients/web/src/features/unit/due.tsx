// SPDX-License-Identifier: Apache-2.0
// What is due next, of what the course asks of this person: by their own dates, until it is handed in.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { serverNow, useNow } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import { useStore } from '../../core/store.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Badge, Button, Link } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { take } from '../../ui/take.ts';
import { dueOf } from './view.ts';
import type { DueDate, UnitsView } from './view.ts';

const LOOK_MS = 60_000;
const SHOWN = 3;

export function DueList(): JSX.Element | null {
  const { t, lang, full } = useWords();
  const room = useContext(RoomContext);
  const now = useNow(LOOK_MS);
  const { may } = useRights();
  const dates = useDates(may('assignment.hand'), now);
  const [all, setAll] = useState(false);
  const list = dueOf(dates, serverNow());
  if (list.length === 0) return null;
  return (
    <section aria-labelledby="due">
      <h2 id="due">{t('unit.due.title')}</h2>
      <ul class="due" data-testid="due">
        {list.slice(0, all ? list.length : SHOWN).map(({ item, unit, title, at, late }) => {
          const words = spoken(title, lang);
          return (
            <li key={item}>
              <div>
                <Link to={{ page: 'unit', room, unit }} hash={`item-${item}`} testid={`due-${item}`}><span lang={words.lang} dir={words.dir}>{words.text}</span></Link>
                <span class="meta">{late && <Badge tone="warm">{t('unit.due.late')}</Badge>} <time dateTime={new Date(at).toISOString()}>{t(late ? 'unit.due.was' : 'unit.due', { time: full(at) })}</time></span>
              </div>
              {!late && <take.Page of={room} title={words.text} at={at} unit={unit} item={item} testid={`take-${item}`} />}
            </li>
          );
        })}
      </ul>
      {!all && list.length > SHOWN && <Button kind="quiet" onClick={() => setAll(true)} testid="due-more">{t('unit.due.more', { n: list.length - SHOWN })}</Button>}
    </section>
  );
}

/** Asked again when something of one's own has changed, a unit has, and now and then: others' dates are in no event. */
function useDates(asked: boolean, turn: number): readonly DueDate[] {
  const session = useSession();
  const room = useContext(RoomContext);
  const connected = useStore(session.connection) === 'connected';
  const mine = useView((view: UnitsView) => view.me);
  const units = useView((view: UnitsView) => view.unit);
  const [dates, setDates] = useState<readonly DueDate[]>([]);
  useEffect(() => {
    if (!asked || !connected) return undefined;
    let gone = false;
    session.query('unit.calendar', { room }).then((answer) => gone || setDates((answer as { due: readonly DueDate[] }).due), () => undefined);
    return () => {
      gone = true;
    };
  }, [session, room, asked, connected, mine, units, turn]);
  return dates;
}
