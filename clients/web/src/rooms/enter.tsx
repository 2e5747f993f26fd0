// SPDX-License-Identifier: Apache-2.0
// The frame of every room: it is followed, entered or refused, and what happens in it is spoken.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { serverNow } from '../core/clock.ts';
import type { Feature } from '../core/feature.ts';
import { HereContext } from '../core/here.ts';
import type { Room, RoomState } from '../core/room.ts';
import { Store, useSelect } from '../core/store.ts';
import { styleAdd } from '../core/style.ts';
import { StaffContext } from '../core/team.ts';
import type { Staff } from '../core/team.ts';
import { isStaff } from '../core/views.ts';
import type { RoomView } from '../core/views.ts';
import { useWords } from '../i18n/context.tsx';
import { later } from '../ui/later.tsx';
import { announce, notify } from '../ui/live.tsx';
import { Spinner } from '../ui/parts.tsx';
import { RoomContext, useChannel, useRoomEvents, useSession } from '../ui/session.tsx';

// What was missed and is caught up on is read, not called out.
const STALE_MS = 20_000;
const PAPER_MS = 2000;

/** From here on codes are of somebody who was sent away. */
const SENT = 2000;

const refusal = later(async () => (await import('../pages/refused.tsx')).Refused);

const NOTHING = new Store<RoomState>({});

interface EnterProps {
  readonly room: string;
  readonly features: readonly Feature[];
  readonly staff?: Staff;
  readonly children: ComponentChildren;
}

/** Whoever is refused may be somebody whom the academy lets in, once they ask: then the room is followed anew. */
export function Enter(props: EnterProps): JSX.Element | null {
  const session = useSession();
  // undefined: not asked.
  const [{ isIn, turn }, set] = useState<{ isIn: boolean | undefined; turn: number }>({ isIn: undefined, turn: 0 });
  const again = (then: true | undefined): void => set({ isIn: then, turn: turn + 1 });
  const ask = (): void => void import('../pages/join.ts').then(async ({ letIn }) => letIn(session, props.room), () => false).then((lets) => {
    if (lets) again(true);
    else set({ isIn: false, turn });
  });
  return <Inside key={turn} {...props} wait={isIn === undefined} onRefused={ask} onLet={() => again(undefined)} />;
}

function Inside({ room, features, staff, children, wait, onRefused, onLet }: EnterProps & { wait: boolean; onRefused: () => void; onLet: () => void }): JSX.Element {
  const { t } = useWords();
  const here = useChannel(room);
  useSpoken(here, features);
  const state = here?.state ?? NOTHING;
  const refused = useSelect(state, (now) => now.refused);
  // Sent away, and not refused: nobody is let in again unasked.
  const sent = refused !== undefined && refused > SENT && refused < 2500;
  const inside = useSelect(state, (now) => now.view?.['stage'] !== undefined);
  // Looked at once more when the view has just gone.
  const role = useSelect(state, (now) => (now.view as unknown as RoomView | undefined)?.me.role);
  const outside = role === 'waiting';
  const team = inside && role !== undefined && isStaff(role);
  useEffect(() => {
    // How it looks on paper, once all that is looked at is there.
    if (!inside) return undefined;
    const timer = setTimeout(() => void styleAdd('print').catch(() => undefined), PAPER_MS);
    return () => clearTimeout(timer);
  }, [inside]);
  useEffect(() => {
    if (team) staff?.load();
  }, [team, staff]);
  useEffect(() => {
    if (refused !== undefined && wait && !sent) onRefused();
  }, [refused]);
  if (refused !== undefined && (!wait || sent)) return <refusal.Page code={refused} why={state.get().why} onLet={onLet} />;
  if (here && outside && refused === undefined) return <HereContext.Provider value={here}><refusal.Page code={0} /></HereContext.Provider>;
  if (!here || !inside || refused !== undefined) return <Spinner label={t('room.join')} />;
  return (
    <RoomContext.Provider value={room}>
      <HereContext.Provider value={here}>
        <StaffContext.Provider value={team ? staff : undefined}>{children}</StaffContext.Provider>
      </HereContext.Provider>
    </RoomContext.Provider>
  );
}

function useSpoken(room: Room | undefined, features: readonly Feature[]): void {
  const words = useWords();
  useRoomEvents(room, (event) => {
    if (serverNow() - event.at > STALE_MS) return;
    for (const { say } of features) {
      const sentence = say?.[event.type]?.(words, event);
      if (sentence?.shown) notify(sentence.text);
      else if (sentence) announce(sentence.text, sentence.urgency);
    }
  });
}
