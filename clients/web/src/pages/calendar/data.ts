// SPDX-License-Identifier: Apache-2.0
// Asks for the dates: of sessions the catalogue, of the rest each course. What changes meanwhile is asked again now and then.
import { useEffect, useState } from 'preact/hooks';
import { serverNow, useNow } from '../../core/clock.ts';
import { inbox } from '../../core/inbox.ts';
import type { InboxView } from '../../core/inbox.ts';
import type { JsonObject } from '../../core/merge.ts';
import type { Session } from '../../core/session.ts';
import { useSelect, useStore } from '../../core/store.ts';
import type { Texts } from '../../core/views.ts';
import { useSession } from '../../ui/session.tsx';
import { ACADEMY } from '../academy/context.ts';
import type { Listed } from '../rooms.ts';
import { dayOf, entriesOf } from './dates.ts';
import type { CourseDates, Entry, SessionDate } from './dates.ts';

const LOOK_MS = 300_000;
const LISTED_MAX = 60;
const COURSES_MAX = 20;
const REFUSED = 103;

export interface Dates {
  readonly entries: readonly Entry[];
  readonly titles: ReadonlyMap<string, Texts>;
  /** A course did not answer. */
  readonly some: boolean;
}

/** undefined: they have not come; `failed`: nothing could be read. */
export function useDates(): { readonly dates: Dates | undefined; readonly failed: boolean; readonly again: () => void } {
  const session = useSession();
  const connected = useStore(session.connection) === 'connected';
  const turn = useNow(LOOK_MS);
  // By their names: what else happens in the inbox moves no date.
  const mine = useSelect(inbox, (view) => coursesOf(view).join(' '));
  const [dates, setDates] = useState<Dates | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    if (!connected) return undefined;
    let gone = false;
    read(session).then((found) => {
      if (gone) return;
      setDates(found);
      setFailed(false);
    }, () => gone || setFailed(true));
    return () => {
      gone = true;
    };
  }, [session, connected, turn, asked, mine]);
  return { dates, failed, again: () => setAsked(asked + 1) };
}

async function read(session: Session): Promise<Dates> {
  const [{ events, courses }, { rooms }] = await Promise.all([
    listed<{ events: readonly SessionDate[]; courses: readonly string[] }>(session, 'room.calendar', { from: dayOf(serverNow()) }, { events: [], courses: [] }),
    listed<{ rooms: readonly Listed[] }>(session, 'room.list', { scope: 'mine', limit: LISTED_MAX }, { rooms: [] }),
  ]);
  // With courses that one has come into without being asked.
  const all = new Set([...courses, ...coursesOf(inbox.get())]);
  const told = new Map<string, CourseDates>();
  let some = false;
  await Promise.all([...all].slice(0, COURSES_MAX).map((course) => session.query('unit.calendar', { room: course }).then((answer) => told.set(course, answer as CourseDates), (error: unknown) => {
    // Whoever is in it no more has no dates there.
    some ||= !isRefused(error);
  })));
  return { entries: entriesOf(events, told), titles: new Map(rooms.map(({ of, title }) => [of, title])), some };
}

function coursesOf(view: InboxView | undefined): string[] {
  return Object.keys(view?.inbox?.rooms ?? {}).filter((of) => of.startsWith('course:'));
}

/** Nobody of the academy has what it lists: `none`. */
async function listed<T>(session: Session, method: string, data: JsonObject, none: T): Promise<T> {
  try {
    return (await session.query(method, { room: ACADEMY, ...data })) as T;
  } catch (error) {
    if (isRefused(error)) return none;
    throw error;
  }
}

function isRefused(error: unknown): boolean {
  return (error as { code?: unknown }).code === REFUSED;
}
