// SPDX-License-Identifier: Apache-2.0
// Messages that have left the view: read page by page, back to the first. What one looks at stays where it is.
import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
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

export function Earlier({ room, log, draw }: {
  room: string; log: RefObject<HTMLElement | null>; draw: (messages: BySeq<ChatMessage>) => JSX.Element;
}): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const here = useHere();
  const [older, setOlder] = useState<Older>(NOTHING);
  const [asking, setAsking] = useState<'no' | 'yes' | 'failed'>('no');
  const latest = useRef({ older, asking });
  latest.current = { older, asking };
  const place = useRef<{ element: Element; top: number } | undefined>(undefined);

  const read = async (): Promise<void> => {
    if (latest.current.asking === 'yes' || latest.current.older.begins) return;
    setAsking('yes');
    const { next } = latest.current.older;
    const limit = BOUNDS.CHAT_PAGE / 2;
    try {
      const page = (await session.query('chat.history', { room, limit, ...(next === undefined ? {} : { before: next }) })) as HistoryPage;
      const element = [...log.current?.querySelectorAll('[data-row]') ?? []].find((row) => row.getBoundingClientRect().bottom > (log.current?.getBoundingClientRect().top ?? 0));
      // The browser would hold another row, or this one twice.
      if (log.current) log.current.style.overflowAnchor = 'none';
      place.current = element && { element, top: element.getBoundingClientRect().top };
      setOlder((now) => afterPage(now, page));
      setAsking('no');
    } catch {
      setAsking('failed');
    }
  };
  useLayoutEffect(() => {
    const { element, top } = place.current ?? {};
    place.current = undefined;
    const hold = (): void => {
      if (log.current && element?.isConnected && top !== undefined) log.current.scrollTop += element.getBoundingClientRect().top - top;
    };
    hold();
    // What came into sight is only now as large as it is.
    requestAnimationFrame(() => {
      hold();
      log.current?.style.removeProperty('overflow-anchor');
    });
  }, [older]);
  useRoomEvents(here, (event) => {
    const element = log.current;
    const away = element !== null && element.scrollHeight - element.scrollTop - element.clientHeight > NEAR_PX;
    setOlder((now) => afterEvent(now, event, away));
  });
  useEffect(() => {
    const element = log.current;
    const anew = ({ recovered }: { recovered: boolean }): void => {
      if (!recovered) setOlder(NOTHING);
    };
    const scrolled = (): void => {
      if (element && element.scrollTop < NEAR_PX && latest.current.asking === 'no') void read();
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
      <p class="chat-earlier" data-testid="chat-earlier">
        {older.begins ? t('chat.beginning') : (
          <Button kind="quiet" icon="up" busy={asking === 'yes'} onClick={() => void read()} testid="chat-earlier-read">{t(asking === 'failed' ? 'app.again' : 'chat.earlier')}</Button>
        )}
      </p>
      {draw(older.messages)}
    </>
  );
}
