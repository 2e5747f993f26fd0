// SPDX-License-Identifier: Apache-2.0
// The room as it was, in the place of the room as it is: what its panels select from.
import type { Subscription } from 'centrifuge';
import type { JsonObject } from '../../../core/merge.ts';
import { Room } from '../../../core/room.ts';
import type { Session } from '../../../core/session.ts';
import type { Part } from './film.ts';

const NOBODY = { on: () => undefined, off: () => undefined, removeListener: () => undefined } as unknown as Subscription;

/** A part of the room, at a moment. Nothing happens in it: it is another one at another moment. */
export class Past extends Room {
  private film: JsonObject | undefined;
  private seen: unknown;

  constructor(private readonly part: Part, private readonly compose: (film: JsonObject) => JsonObject, private readonly about: () => unknown) {
    super(NOBODY);
  }

  /** At once where it can be; else as soon as it has come. Resolves to whether it is that moment now. */
  async show(moment: number): Promise<boolean> {
    const film = this.part.step(moment) ?? await this.part.seek(moment);
    if (film) this.put(film);
    return film !== undefined;
  }

  /** What it is composed with has changed. */
  refresh(): void {
    if (this.film) this.put(this.film);
  }

  private put(film: JsonObject): void {
    const about = this.about();
    if (film === this.film && about === this.seen) return;
    [this.film, this.seen] = [film, about];
    this.state.set({ view: this.compose(film) });
  }
}

/** What one may do in a session that is over, of what its panels offer: to read, to vote, to ask. */
const OFFERED: { readonly [feature: string]: string } = {
  stage: 'media', chat: 'history', poll: 'results place', captions: 'history', slide: 'pages', notes: 'history', media: 'address', question: 'ask vote unvote',
};

function isOffered(method: string): boolean {
  const [feature = '', act = ''] = method.split('.');
  return OFFERED[feature]?.split(' ').includes(act) === true;
}

/** The film's view as one's own: who one is, and what one may do now, is of the room as it is. */
export function asOne(film: JsonObject, live: JsonObject): JsonObject {
  const { id = '', role = '', poll, question } = (live['me'] ?? {}) as JsonObject;
  const can = ((live['can'] ?? {}) as JsonObject)[String(role)] as JsonObject | undefined;
  const offered = Object.fromEntries(Object.entries(can ?? {}).filter(([method]) => isOffered(method)));
  const stage = (film['stage'] ?? {}) as JsonObject;
  // How many were there is no entry of the room's.
  const { count: _, ...presence } = (film['presence'] ?? {}) as JsonObject;
  return {
    ...film,
    ...(film['presence'] === undefined ? {} : { presence }),
    // At its last moment it has ended: the room still stands as it was.
    ...(stage['phase'] === 'ended' ? { stage: { ...stage, phase: 'live' } } : {}),
    can: { [String(role)]: offered },
    me: { id, role, ...(poll === undefined ? {} : { poll }), ...(question === undefined ? {} : { question }) },
  };
}

/** The session, but for the parts of the room that are shown as they were. */
export function pastSession(session: Session, parts: (channel: string) => Room | undefined): Session {
  return Object.create(session, {
    enter: { value: (channel: string): Room => parts(channel) ?? session.enter(channel) },
    leave: { value: (channel: string): void => { if (!parts(channel)) session.leave(channel); } },
  }) as Session;
}
