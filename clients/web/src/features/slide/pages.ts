// SPDX-License-Identifier: Apache-2.0
// Where the pages of a deck are, and what is fetched of them ahead.
import { useContext, useEffect, useState } from 'preact/hooks';
import { serverNow } from '../../core/clock.ts';
import { RoomContext, useSession } from '../../ui/session.tsx';

interface Address {
  readonly url: string;
  readonly expires: number;
}

const AGAIN_MS = 3000;
const AHEAD_MS = 60_000;
// A query costs a way there and back: what one page of this client has asked, another part need not.
const known = new Map<string, Address>();

/** What stands before `/3.jpg`; asked for again before it ends, and when it could not be had. `role`: the team's pages
 *  are others than those of everybody. */
export function usePages(deck: number | undefined, role: string): string | undefined {
  const session = useSession();
  const room = useContext(RoomContext);
  const key = `${room}/${deck ?? 0}/${role}`;
  const [, redraw] = useState({});
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wait = (ms: number): void => {
      timer = setTimeout(ask, ms);
    };
    const ask = (): void => {
      const there = known.get(key);
      const left = there ? there.expires - serverNow() - AHEAD_MS : 0;
      if (there && left > 0) {
        wait(Math.min(left, 2 ** 31 - 1));
        return;
      }
      session.query('slide.pages', { room, deck: deck ?? 0 }).then((answer) => {
        known.set(key, answer as Address);
        if (gone) return;
        redraw({});
        ask();
      }, () => gone || wait(AGAIN_MS));
    };
    if (deck !== undefined) ask();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [session, key]);
  return known.get(key)?.url;
}

/** The words of a page, once its picture stands: pictures come first where the line is slow. */
export function useWordsOf(url: string | undefined, page: number, when: boolean): string {
  const at = url && when ? `${url}/${page}.txt` : undefined;
  const [found, setFound] = useState<{ readonly at: string; readonly text: string } | undefined>(undefined);
  useEffect(() => {
    if (at === undefined) return undefined;
    const stop = new AbortController();
    void (async () => {
      const response = await fetch(at, { signal: stop.signal });
      if (response.ok) setFound({ at, text: await response.text() });
    })().catch(() => undefined);
    return () => stop.abort();
  }, [at]);
  return found && found.at === at ? found.text : '';
}

/** Fetches a page before it is wanted, as the browser keeps it. */
export function fetchAhead(url: string, page: number): void {
  new Image().src = `${url}/${page}.small.jpg`;
}
