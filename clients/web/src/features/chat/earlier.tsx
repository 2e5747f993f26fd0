// SPDX-License-Identifier: Apache-2.0
// Messages that have left the view: read page by page, back to the first. What one looks at stays where it is.
import type { JSX, RefObject } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useHere } from '../../core/here.ts';
import type { BySeq } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import { Button } from '../../ui/parts.tsx';
import { useRoomEvents, useSession } from '../../ui/session.tsx';
import { afterEvent, afterPage, NOTHING } from './history.ts';
import type { HistoryPage, Older } from './history.ts';
import type { ChatMessage } from './view.ts';

// Read in before one is at the very top.
const NEAR_PX = 400;

// What one came for may be far back; beyond this many pages it is not looked for.
const PAGES_MAX = 40;

/** `whole`: all of the view is drawn, so that its top is its top; `reads`: one reads back, and is not at the end.
 *  `wanted`: a message one came for, read back to; `onSettled`: it is there, or is not. */
export function Earlier({ room, log, whole, reads, wanted, onSettled, draw }: {
  room: string; whole: boolean; reads: () => boolean; wanted: number | undefined; onSettled: (found: boolean) => void; log: RefObject<HTMLElement | null>; draw: (messages: BySeq<ChatMessage>) => JSX.Element;
}): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const here = useHere();
  const [older, setOlder] = useState<Older>(NOTHING);
  const [asking, setAsking] = useState<'no' | 'yes' | 'failed'>('no');
  const latest = useRef({ older, asking, seeks: false, whole, read: async (): Promise<void> => undefined });

  const read = async (): Promise<void> => {
    if (latest.current.asking === 'yes' || latest.current.older.begins) return;
    setAsking('yes');
    const { next } = latest.current.older;
    const limit = BOUNDS.CHAT_PAGE / 2;
    try {
      const page = (await session.query('chat.history', { room, limit, ...(next === undefined ? {} : { before: next }) })) as HistoryPage;
      setOlder((now) => afterPage(now, page));
      setAsking('no');
    } catch {
      setAsking('failed');
    }
  };
  const pages = useRef(0);
  const seeks = wanted !== undefined && older.messages[wanted] === undefined;
  latest.current = { older, asking, seeks, whole, read };
  useEffect(() => {
    if (wanted === undefined) pages.current = 0;
    else if (!seeks) onSettled(true);
    if (!seeks || asking !== 'no') return;
    const passed = older.next !== undefined && wanted > older.next && pages.current > 0;
    if (older.begins || passed || pages.current >= PAGES_MAX) onSettled(false);
    else {
      pages.current++;
      void read();
    }
  }, [seeks, asking, older]);
  useRoomEvents(here, (event) => setOlder((now) => afterEvent(now, event, reads)));
  const scrolled = useCallback((): void => {
    const { asking: asks, seeks: seeking, whole: drawn } = latest.current;
    if (drawn && reads() && (log.current?.scrollTop ?? NEAR_PX) < NEAR_PX && asks === 'no' && !seeking) void latest.current.read();
  }, [log, reads]);
  // Whoever was at the top before all was drawn is there still.
  useEffect(scrolled, [whole]);
  useEffect(() => {
    const element = log.current;
    const anew = ({ recovered }: { recovered: boolean }): void => {
      if (!recovered) setOlder(NOTHING);
    };
    here.subscription.on('subscribed', anew);
    element?.addEventListener('scroll', scrolled, { passive: true });
    return () => {
      here.subscription.removeListener('subscribed', anew);
      element?.removeEventListener('scroll', scrolled);
    };
  }, [here]);
  return (
    <>
      <p data-testid="chat-earlier">
        {!older.begins && (
          <Button kind="quiet" icon="up" busy={asking === 'yes'} onClick={() => void read()} testid="chat-earlier-read">{t(asking === 'failed' ? 'app.again' : 'do.more')}</Button>
        )}
      </p>
      {draw(older.messages)}
    </>
  );
}
