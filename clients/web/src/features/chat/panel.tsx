// SPDX-License-Identifier: Apache-2.0
import type { JSX, RefObject } from 'preact';
import { useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useDay } from '../../core/clock.ts';
import { useSelect } from '../../core/store.ts';
import type { Reading } from '../../core/reading.ts';
import { ORGANISERS, bySeq } from '../../core/views.ts';
import type { BySeq, Written } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import { Button, Empty } from '../../ui/parts.tsx';
import { memo } from '../../ui/memo.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { useReading } from '../../ui/reading.ts';
import type { Area } from '../../ui/reading.ts';
import { useTurns } from '../../ui/turns.ts';
import { posts } from './view.ts';
import { Composer } from './composer.tsx';
import { Message } from './message.tsx';
import { Above, Earlier, Outbox } from './rest.ts';
import { useRove } from '../../ui/rove.ts';
import { useRights, useRoleOf, useView } from '../../core/here.ts';
import { useTeam } from '../../core/team.ts';
import type { RowsProps, Seen, Shown } from './earlier.tsx';
import type { ChatMessage, ChatView } from './view.ts';

// Messages of one person within this time stand under one name.
const TOGETHER_MS = 4 * 60_000;

// What a panel shows of it on a phone; the rest of a large one comes with the next turn.
const SCREEN = 8;

// With this many in the view there may be others before them.
const MANY = 50;

export function ChatPanel(): JSX.Element {
  const { t } = useWords();
  const { me, may } = useRights();
  const rows = useSeen();
  const messages = useView((view: ChatView) => view.chat?.messages);
  const pending = useView((view: ChatView) => view.me.chat?.pending);
  const above = useView(({ chat, me: { chat: own } }: ChatView) => chat?.pins !== undefined || own?.told !== undefined);
  const team = useTeam<typeof import('./staff.ts')>('chat');
  const [reply, setReply] = useState<number | undefined>(undefined);
  const { identity, queue } = useSession();
  const room = useContext(RoomContext);
  const waits = useSelect(queue.waiting, (list) => list.some(posts(room)));
  const failed = useSelect(queue.failed, (list) => list.some(({ command }) => posts(room)(command)));
  const shown = messagesOf(messages, pending, { id: me, name: identity.name });
  const newest = shown.at(-1);
  const log = useRef<HTMLDivElement>(null);
  // The address is the room's: of a group, which stands in its place, it says nothing.
  const { reading, sought, near, home, drew } = useReading(areaOf(log), true, !room.includes('/'));
  const drawn = useTurns(shown.map(({ seq }) => seq), { near: [near], first: SCREEN });
  const present = shown.filter(({ seq }) => drawn.has(seq));
  const whole = present.length === shown.length;
  useLayoutEffect(() => {
    reading.whole = whole;
    drew();
  });
  const far = useFar(reading, sought, shown);
  const seen = useNewest(reading, home, newest?.seq ?? 0, newest?.message.by === me);
  useRove(log, true);
  const unread = home ? 0 : shown.filter(({ seq }) => seq > seen).length;
  const target = reply === undefined ? undefined : messages?.[reply];
  return (
    <div class="chat">
      {team && may('chat.mode') && <team.ChatMode />}
      {above && <Above />}
      <div class="chat-scroll" ref={log} role="log" aria-live={whole ? 'polite' : 'off'} aria-label={t('chat.log')} data-testid="chat-log">
        <div>
          {shown.length > MANY && (
            <Earlier room={room} log={log} whole={whole} reading={reading} wanted={far} first={shown[0]?.seq} drew={drew} together={together} seen={rows} Rows={Messages} onReply={setReply} />
          )}
          {shown.length === 0 && <Empty icon="chat">{t(may('chat.post') ? 'chat.empty' : 'chat.silent')}</Empty>}
          <Messages shown={present} seen={rows} onReply={setReply} />
        </div>
      </div>
      {unread > 0 && (
        <div class="chat-new"><Button kind="strong" icon="down" onClick={() => reading.toHome()} testid="chat-new">{t('chat.new', { n: unread })}</Button></div>
      )}
      {(waits || failed) && <Outbox onReply={setReply} />}
      <Composer reply={target && reply !== undefined ? { seq: reply, name: target.name } : undefined} onReplied={() => setReply(undefined)} />
    </div>
  );
}

/** The list: what stands in it, and its own height, which a keyboard that slides in or a field that grows takes from. */
function areaOf(log: RefObject<HTMLDivElement | null>): Area {
  const own = (): HTMLDivElement | null => log.current;
  return { kind: 'message', row: '[data-row]', over: [0, 0], scroller: own, list: own, events: own, sizes: () => [own(), own()?.firstElementChild ?? null] };
}

/** Who is on the way to a message that the view does not hold any more; where it holds what stood around that, or there
 *  is nothing before the view, the next one that stands. */
function useFar(reading: Reading, sought: number | undefined, shown: readonly Shown[]): number | undefined {
  const there = sought === undefined || shown.some(({ seq }) => seq === sought);
  const far = !there && shown.length > MANY && sought < (shown[0]?.seq ?? 0);
  useEffect(() => {
    if (!there && !far) reading.gone(shown.find(({ seq }) => seq > sought)?.seq);
  });
  return far ? sought : undefined;
}

/** The newest one has seen. Whoever writes wants to see it. */
function useNewest(reading: Reading, home: boolean, newest: number, own: boolean): number {
  const seen = useRef(newest);
  const before = useRef(newest);
  if (home) seen.current = newest;
  useLayoutEffect(() => {
    if (own && newest > before.current) reading.toHome();
    before.current = newest;
  }, [newest, own]);
  return seen.current;
}

/** What the rows have in common: another only when something of it is. Rows ask no room themselves, of which there may be
 *  thousands: what arrives would wake them all. */
function useSeen(): Seen {
  const day = useDay();
  const { me, may, role } = useRights();
  const roleOf = useRoleOf();
  const organiser = ORGANISERS.includes(role);
  const [reply, erase, approve, react, report] = [may('chat.post'), may('chat.delete'), may('chat.approve'), may('chat.react'), may('report.send')];
  return useMemo(() => ({ day, me, roleOf, organiser, reply, erase, approve, react, report }), [day, me, roleOf, organiser, reply, erase, approve, react, report]);
}

const Messages = memo<RowsProps>(({ shown, seen, onReply }) => {
  return (
    <ol class="messages">
      {shown.map(({ seq, message, joined, quoted }) => {
        const own = message.by === seen.me;
        return (
          <Message
            key={seq} seq={seq} message={message} joined={joined} own={own} mentions={!own && message.mentions?.includes(seen.me) === true} role={seen.roleOf(message.by)} day={seen.day} quoted={quoted}
            onReply={seen.reply && !message.pending ? onReply : undefined}
            mayDelete={seen.erase && (own || seen.organiser)} mayApprove={seen.approve && message.pending === true}
            mayMore={seen.react || (!own && seen.report)}
          />
        );
      })}
    </ol>
  );
});

/** What everyone sees, and this person's own messages that wait for approval, in one order. */
function messagesOf(messages: BySeq<ChatMessage> | undefined, pending: BySeq<Written & { readonly shows?: number }> | undefined, me: { id: string; name: string }): Shown[] {
  // A sum may come before the words of an edit.
  const all = bySeq(messages).filter(({ value }) => value.by !== undefined);
  for (const { seq, value } of bySeq(pending)) {
    if (!messages?.[seq]) all.push({ seq, value: { ...value, by: me.id, name: me.name, pending: true } });
  }
  all.sort((a, b) => a.seq - b.seq);
  return all.map(({ seq, value }, index) => ({
    seq, message: value, joined: together(all[index - 1]?.value, value), quoted: value.reply === undefined ? undefined : messages?.[value.reply],
  }));
}

function together(before: ChatMessage | undefined, message: ChatMessage): boolean {
  return before?.by === message.by && message.at - before.at < TOGETHER_MS && message.reply === undefined;
}
