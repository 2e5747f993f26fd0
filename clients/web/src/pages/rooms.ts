// SPDX-License-Identifier: Apache-2.0
// The rooms of home: those that the demo offers, with what the catalogue tells of them, and those of the catalogue.
import type { DemoRoom } from '../core/person-demo.ts';
import type { Texts } from '../core/views.ts';

/** A row of `room.list`. */
export interface Listed {
  readonly of: string;
  readonly title: Texts;
  readonly phase?: 'ahead' | 'live' | 'ended';
  readonly start?: number;
}
export interface HomeRoom extends DemoRoom {
  readonly phase?: Listed['phase'];
  readonly start?: number | undefined;
}
export interface Home {
  /** Live now, those that begin soonest, other sessions, courses. */
  readonly live: readonly HomeRoom[];
  readonly next: readonly HomeRoom[];
  readonly sessions: readonly HomeRoom[];
  readonly courses: readonly HomeRoom[];
}

export function homeOf(offered: readonly DemoRoom[], listed: readonly Listed[]): Home {
  const rooms = new Map<string, HomeRoom>(offered.map((room) => [room.room, room]));
  for (const { of, title, phase, start } of listed) rooms.set(of, { room: of, title, ...(phase ? { phase } : {}), start });
  const all = [...rooms.values()];
  const webinars = all.filter(({ room }) => room.startsWith('webinar:'));
  const of = (phase: HomeRoom['phase']): HomeRoom[] => webinars.filter((room) => room.phase === phase);
  return {
    live: of('live'),
    next: of('ahead').sort((a, b) => (a.start ?? Infinity) - (b.start ?? Infinity)),
    // What ended is no longer to go to; what says nothing may be anything.
    sessions: of(undefined),
    courses: all.filter(({ room }) => room.startsWith('course:')),
  };
}
