// SPDX-License-Identifier: Apache-2.0
// What home is drawn from: the views of the academy and of the inbox, and what the catalogue lists. Whoever is signed in is
// answered over HTTP before what connects has come; from then on what happens is followed.
import { useEffect, useRef, useState } from 'preact/hooks';
import { serverNow, useNow } from '../../core/clock.ts';
import { INBOX, inbox } from '../../core/inbox.ts';
import type { InboxView } from '../../core/inbox.ts';
import type { JsonObject } from '../../core/merge.ts';
import { ask } from '../../core/person.ts';
import type { Session } from '../../core/session.ts';
import { Store, useStore } from '../../core/store.ts';
import { who } from '../../core/who.ts';
import { ACADEMY } from '../academy/context.ts';
import type { AcademyView } from '../academy/context.ts';
import type { Listed } from '../rooms.ts';

const LOOK_MS = 60_000;
const SOON_MS = 300;
// One that should have begun counts as still to come for this long.
const LATE_MS = 3 * 3_600_000;
const REFUSED = 103;

export interface HomeData {
  readonly academy: AcademyView | undefined;
  /** By question; undefined until all have come. */
  readonly lists: readonly (readonly Listed[])[] | undefined;
  /** Nothing could be read; what stood before stands. */
  readonly failed: boolean;
  readonly read: () => void;
}

const NOBODY = new Store('connecting' as const);

type Query = (method: string, data: JsonObject) => Promise<unknown>;

/** `academy`: its view, where it is followed; `signed`: this browser has a cookie. */
export function useHome(session: Session | undefined, followed: AcademyView | undefined, signed: boolean): HomeData {
  const connected = useStore<string>(session?.connection ?? NOBODY) === 'connected';
  const [first, setFirst] = useState<AcademyView | undefined>(undefined);
  const [lists, setLists] = useState<HomeData['lists']>(undefined);
  const [failed, setFailed] = useState(false);
  const turn = useNow(LOOK_MS);
  const mine = useStore(inbox)?.inbox;
  const asked = useRef(0);
  // The server has not been reached: what was seen last time is the session's.
  const before = useStore(who)?.before === true && session !== undefined;
  const able = connected || (signed && !lists);
  const read = (): void => {
    const at = ++asked.current;
    const query: Query = session && (connected || before) ? (method, data) => session.query(method, { room: ACADEMY, ...data }) : overHttp;
    void listsOf(query).then((found) => {
      if (at !== asked.current) return;
      setLists(found);
      setFailed(false);
    }, (error: unknown) => {
      if (at !== asked.current) return;
      // Nobody of this academy: nothing is listed to them.
      if ((error as { code?: unknown }).code === REFUSED) setLists([]);
      else setFailed(true);
    });
  };
  useEffect(() => {
    if (!signed || connected) return;
    ask(`/api/rooms/${ACADEMY}`, 'GET').then((answer) => setFirst((answer as { view: AcademyView }).view), () => undefined);
    ask(`/api/rooms/${INBOX}`, 'GET').then((answer) => {
      // What is followed is newer.
      if (!inbox.get()) inbox.set((answer as { view: InboxView }).view);
    }, () => undefined);
  }, [signed]);
  useEffect(() => {
    if (!able) return undefined;
    // What changes together is asked for once.
    const timer = setTimeout(read, lists ? SOON_MS : 0);
    return () => clearTimeout(timer);
  }, [able, connected, before, turn, followed?.rooms?.window, mine?.rooms, mine?.invitations]);
  return { academy: followed ?? first, lists, failed, read };
}

function listsOf(query: Query): Promise<Listed[][]> {
  const list = async (data: JsonObject): Promise<Listed[]> => ((await query('room.list', data)) as { rooms: Listed[] }).rooms;
  return Promise.all([
    list({ scope: 'mine', limit: 60 }), list({ scope: 'ended', limit: 4 }),
    list({ scope: 'soon', from: serverNow() - LATE_MS, limit: 8 }), list({ scope: 'live', limit: 10 }),
  ]);
}

function overHttp(method: string, data: JsonObject): Promise<unknown> {
  return ask(`/api/rooms/${ACADEMY}/${method}?${new URLSearchParams(Object.entries(data).map(([name, value]) => [name, String(value)])).toString()}`, 'GET');
}
