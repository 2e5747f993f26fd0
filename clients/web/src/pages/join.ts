// SPDX-License-Identifier: Apache-2.0
// Coming into a room of the academy: one becomes its member first, where one is none yet.
import type { Failure } from '../core/command.ts';
import { inbox } from '../core/inbox.ts';
import { keptHere } from '../core/keep.ts';
import type { JsonObject } from '../core/merge.ts';
import { go, roomPath, routeOf } from '../core/router.ts';
import type { Route } from '../core/router.ts';
import type { Session } from '../core/session.ts';
import { who } from '../core/who.ts';

const ACADEMY = 'academy:main';
// The room lets in whoever the academy sends a moment later.
const SETTLE_MS = 3000;

export function isMember(of: string): boolean {
  return inbox.get()?.inbox?.rooms?.[of] !== undefined;
}

/** What was refused, where it was. `by`: a code or the key of a link. */
export async function becomeMember(session: Session, of: string, by: JsonObject = {}): Promise<Failure | undefined> {
  const outcome = await session.queue.run('room.join', { room: ACADEMY, of, ...by });
  if (!outcome.ok) return outcome.error;
  await settled(of);
  return undefined;
}

/** At the door of a room that refuses: whether the academy lets them in. Who must register is led there. */
export async function letIn(session: Session, of: string): Promise<boolean> {
  const error: string | undefined = await becomeMember(session, of);
  if (error === 'REGISTRATION_ASKED') go(listedRoute(of));
  return error === undefined;
}

const wayAt = (of: string): string => `muster.way.${who.get()?.identity?.id ?? ''}.${of}`;

/** What leads into the room, by which one came: a code or the key of a link, while this tab is open. */
export function wayInto(of: string): JsonObject {
  return JSON.parse(keptHere.get(wayAt(of)) ?? '{}') as JsonObject;
}

/** Where the catalogue tells of it. */
export function listedRoute(of: string): Route {
  return { page: 'academy', part: 'rooms', rest: of.split(':') };
}

/** Goes there, as a member. */
export async function comeIn(session: Session, of: string, by: JsonObject = {}): Promise<Failure | undefined> {
  const error = isMember(of) ? undefined : await becomeMember(session, of, by);
  // The room's page in the catalogue asks what one is asked.
  if ((error as string | undefined) === 'REGISTRATION_ASKED') {
    keptHere.set(wayAt(of), JSON.stringify(by));
    go(listedRoute(of));
    return undefined;
  }
  // Who brings nothing that lets them in may be let in by the room, which says so itself.
  if (error && Object.keys(by).length > 0) return error;
  go(routeOf(roomPath(of)));
  return undefined;
}

/** The same for who has typed a code. */
export async function comeByCode(session: Session, code: string): Promise<Failure | 'NONE' | 'FAILED' | undefined> {
  try {
    const { of } = (await session.query('room.find', { room: ACADEMY, code })) as { of: string };
    return await comeIn(session, of, { code });
  } catch (error) {
    return (error as { code?: unknown }).code === 404 ? 'NONE' : 'FAILED';
  }
}

async function settled(of: string): Promise<void> {
  await new Promise<void>((done) => {
    if (isMember(of)) return done();
    const end = (): void => {
      unfollow();
      clearTimeout(timer);
      done();
    };
    const timer = setTimeout(end, SETTLE_MS);
    const unfollow = inbox.follow(() => isMember(of) && end());
    return undefined;
  });
}
