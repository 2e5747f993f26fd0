// SPDX-License-Identifier: Apache-2.0
// What was played is told to the room, for one's own record: each moment counts once there. Who leaves tells what is left.
import { useEffect } from 'preact/hooks';
import type { Session } from '../../../core/session.ts';
import { BOUNDS } from '../../../core/contract.ts';
import type { Deck } from './deck.ts';

const REPORT_MS = 30_000;

export function useWatched(deck: Deck, session: Session, room: string): void {
  useEffect(() => {
    const tell = (): void => {
      const spans = deck.played().map(([from, to]) => [Math.floor(from), Math.ceil(to)]).filter(([from = 0, to = 0]) => to > from);
      // Of more than a report holds the longest; nobody is told that it waits.
      const most = [...spans].sort((a, b) => (b[1]! - b[0]!) - (a[1]! - a[0]!)).slice(0, BOUNDS.WATCHED);
      if (most.length > 0) void session.queue.run('attendance.watch', { room, spans: most });
    };
    const timer = setInterval(tell, REPORT_MS);
    const ends = [deck.playing.follow(() => { if (!deck.playing.get()) tell(); })];
    addEventListener('pagehide', tell);
    return () => {
      clearInterval(timer);
      ends.forEach((end) => end());
      removeEventListener('pagehide', tell);
      tell();
    };
  }, [deck, session, room]);
}
