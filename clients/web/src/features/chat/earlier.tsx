// SPDX-License-Identifier: Apache-2.0
// Messages that have left the view: read page by page, back to the first. What one looks at stays where it is.
import type { FunctionComponent, JSX, RefObject } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useHere } from '../../core/here.ts';
import type { Reading } from '../../core/reading.ts';
import type { Role } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import { memo } from '../../ui/memo.tsx';
import { Button } from '../../ui/parts.tsx';
import { useRoomEvents, useSession } from '../../ui/session.tsx';
import { useTurns } from '../../ui/turns.ts';
import { BLOCK_ROWS, blockAt, messageIn, nameOf } from './blocks.ts';
import type { Block, Blocks } from './blocks.ts';
import { afterEvent, afterPage, NOTHING } from './history.ts';
import type { HistoryPage, Older } from './history.ts';
import type { ChatMessage } from './view.ts';

// Read in before one is at the very top.
const NEAR_PX = 400;

const RETRY_MS = 1000;

// What one came for may be far back; beyond this many pages it is not looked for.
const PAGES_MAX = 40;

export interface Shown {
  readonly seq: number;
  readonly message: ChatMessage;
  readonly joined: boolean;
  /** What it answers, while that stands. */
  readonly quoted: ChatMessage | undefined;
}
/** Who looks, when, and what they may. */
export interface Seen {
  readonly day: number;
  readonly me: string;
  readonly organiser: boolean;
  readonly reply: boolean;
  readonly erase: boolean;
  readonly approve: boolean;
  readonly react: boolean;
  readonly report: boolean;
  roleOf(id: string): Role;
}
export interface RowsProps {
  readonly shown: readonly Shown[];
  readonly seen: Seen;
  readonly onReply: (seq: number) => void;
}
/** What the panel, which was there before, has to lend. */
interface OlderProps {
  readonly blocks: Blocks;
  readonly wanted: number | undefined;
  readonly drew: () => void;
  readonly together: (before: ChatMessage | undefined, message: ChatMessage) => boolean;
  readonly seen: Seen;
  readonly Rows: FunctionComponent<RowsProps>;
  readonly onReply: (seq: number) => void;
}
interface Kept {
  readonly older: Older;
  /** Another one when all of it is read again. */
  readonly life: number;
}
interface ShownBlock {
  readonly before: ChatMessage | undefined;
  readonly shown: readonly Shown[];
  /** Those of them that answer others: few. */
  readonly answers: readonly Shown[];
}

/** `whole`: all of the view is drawn, so that its top is its top; `first`: what it begins
 *  with; `wanted`: a message that somebody is on the way to. */
export function Earlier({ room, log, whole, reading, wanted, first, drew, together, seen, Rows, onReply }: Omit<OlderProps, 'blocks'> & {
  room: string; log: RefObject<HTMLElement | null>; whole: boolean; reading: Reading; first: number | undefined;
}): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const here = useHere();
  const [{ older, life }, become] = useState<Kept>({ older: NOTHING, life: 0 });
  const [asking, setAsking] = useState<'no' | 'yes' | 'failed'>('no');
  const latest = useRef({ older, life, asking, seeks: false, whole, read: async (): Promise<void> => undefined });
  const reads = useCallback(() => reading.stand.is !== 'home', [reading]);

  const read = async (): Promise<void> => {
    if (latest.current.asking === 'yes' || latest.current.older.begins) return;
    setAsking('yes');
    const { older: { next }, life: asked } = latest.current;
    const limit = BOUNDS.CHAT_PAGE / 2;
    try {
      const page = (await session.query('chat.history', { room, limit, ...(next === undefined ? {} : { before: next }) })) as HistoryPage;
      // To what began anew meanwhile it has no joint.
      become((now) => (now.life === asked ? { ...now, older: afterPage(now.older, page) } : now));
      setAsking('no');
    } catch {
      setAsking('failed');
    }
  };
  const pages = useRef(0);
  const seeks = wanted !== undefined && !messageIn(older.blocks, wanted);
  latest.current = { older, life, asking, seeks, whole, read };
  useEffect(() => {
    if (!seeks) pages.current = 0;
    if (!seeks || asking !== 'no') return;
    const passed = older.next !== undefined && wanted > older.next && pages.current > 0;
    if (older.begins || passed || pages.current >= PAGES_MAX) {
      reading.gone(older.blocks.flat().find(({ seq }) => seq > wanted)?.seq ?? first);
    } else {
      pages.current++;
      void read();
    }
  }, [seeks, asking, older]);
  // A page that was refused or lost on the way: what one came for is looked for all the same.
  useEffect(() => {
    if (!seeks || asking !== 'failed') return undefined;
    const timer = setTimeout(() => void latest.current.read(), RETRY_MS);
    return () => clearTimeout(timer);
  }, [seeks, asking]);
  useRoomEvents(here, (event) => become((now) => {
    const after = afterEvent(now.older, event, reads);
    if (after === now.older) return now;
    return { older: after, life: now.life + Number(after === NOTHING) };
  }));
  const scrolled = useCallback((): void => {
    const { asking: asks, seeks: seeking, whole: drawn } = latest.current;
    if (drawn && reads() && (log.current?.scrollTop ?? NEAR_PX) < NEAR_PX && asks === 'no' && !seeking) void latest.current.read();
  }, [log, reads]);
  // Whoever was at the top before all was drawn, or came there, is there still.
  useEffect(scrolled, [whole, seeks]);
  useEffect(() => {
    const element = log.current;
    const anew = ({ recovered }: { recovered: boolean }): void => {
      if (!recovered) become(({ life: before }) => ({ older: NOTHING, life: before + 1 }));
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
      <OlderMessages blocks={older.blocks} wanted={wanted} drew={drew} together={together} seen={seen} Rows={Rows} onReply={onReply} />
    </>
  );
}

// Of what lies far off the browser looks at one box for a stretch of seqs, not at one for each block.
const STRETCH = 32 * BLOCK_ROWS;
const blockRows = (): number => BLOCK_ROWS;

// Drawn again when it changes, and not with every new message. It quotes what is older still.
const OlderMessages = memo<OlderProps>(({ blocks, wanted, drew, together, seen, Rows, onReply }) => {
  const names = useMemo(() => blocks.map(nameOf), [blocks]);
  const near = wanted === undefined ? undefined : names[blockAt(blocks, wanted)];
  const drawn = useTurns(names, { near: [near], first: 1, rows: blockRows });
  useLayoutEffect(drew);
  const kept = useRef(new WeakMap<Block, ShownBlock>()).current;
  const quotedBy = ({ reply }: ChatMessage): ChatMessage | undefined => (reply === undefined ? undefined : messageIn(blocks, reply));
  // The same as before where neither the block, nor what lies before it, nor what it quotes changed.
  const shownOf = (block: Block, before: ChatMessage | undefined): readonly Shown[] => {
    const was = kept.get(block);
    if (was?.before === before && was?.answers.every(({ message, quoted }) => quotedBy(message) === quoted)) return was.shown;
    const shown = block.map(({ seq, message }, at) => ({
      seq, message, joined: together(at === 0 ? before : block[at - 1]?.message, message), quoted: quotedBy(message),
    }));
    kept.set(block, { before, shown, answers: shown.filter(({ message }) => message.reply !== undefined) });
    return shown;
  };
  const stretches = new Map<number, JSX.Element[]>();
  for (const [at, block] of blocks.entries()) {
    const name = nameOf(block);
    if (!drawn.has(name)) continue;
    const rows = <Rows key={name} seen={seen} onReply={onReply} shown={shownOf(block, blocks[at - 1]?.at(-1)?.message)} />;
    const stretch = Math.floor(name / STRETCH);
    stretches.set(stretch, [...(stretches.get(stretch) ?? []), rows]);
  }
  // What is read in is not news.
  return (
    <div class="messages-older" aria-live="off">
      {[...stretches].map(([stretch, rows]) => <div key={stretch} class="messages-stretch">{rows}</div>)}
    </div>
  );
});
