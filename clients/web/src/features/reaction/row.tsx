// SPDX-License-Identifier: Apache-2.0
// Applause and the like: five buttons, and above each what the room has just added to its sum.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { REACTIONS, increases } from './sums.ts';
import type { Reaction } from './sums.ts';
import type { JsonObject } from '../../core/merge.ts';
import { useWords } from '../../i18n/context.tsx';
import { notify } from '../../ui/live.tsx';
import { RoomContext, useRoomEvents, useSession } from '../../ui/session.tsx';
import { useHere, useRights } from '../../core/here.ts';
import type { ReactionView, Sums } from './view.ts';

const KINDS = Object.keys(REACTIONS) as Reaction[];
// As long as the animation.
const SHOWN_MS = 2000;

/** What a sum has just risen by. The turn tells it from the one before, which may have been as much. */
interface Rise {
  readonly sum: number;
  readonly turn: number;
}
type Rises = { readonly [kind: string]: Rise };

export function Reactions(): JSX.Element | null {
  const { may } = useRights();
  return may('reaction.send') ? <Row /> : null;
}

function Row(): JSX.Element {
  const { t } = useWords();
  const [rises, setRises] = useState<Rises>({});
  // Events alone: a view that came fresh tells what was long ago.
  useRoomEvents(useHere(), ({ before, view }) => {
    const added = increases(sumsOf(before), sumsOf(view));
    if (Object.keys(added).length > 0) setRises((shown) => risen(shown, added));
  });
  return (
    <div class="reactions" role="group" aria-label={t('reaction.label')}>
      {KINDS.map((kind) => <ReactionButton key={kind} kind={kind} rise={rises[kind]} />)}
    </div>
  );
}

function ReactionButton({ kind, rise }: { kind: Reaction; rise: Rise | undefined }): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const room = useContext(RoomContext);
  const [presses, setPresses] = useState(0);
  // Without a connection it is lost: that is said, and nothing moves as if it had left.
  const press = (): void => {
    if (session.connection.get() !== 'connected') {
      notify(t('reaction.lost'));
      return;
    }
    setPresses(presses + 1);
    session.signal('reaction.send', { room, kind });
  };
  const label = t(`reaction.${kind}`);
  // A key of its own begins an animation anew.
  return (
    <span class="reaction">
      <button type="button" aria-label={label} title={label} onClick={press} data-testid={`reaction-${kind}`}>
        <span key={presses} class={presses > 0 ? 'reaction-pressed' : undefined} aria-hidden="true">{REACTIONS[kind]}</span>
      </button>
      {rise && <Rising key={rise.turn} kind={kind} sum={rise.sum} />}
    </span>
  );
}

function Rising({ kind, sum }: { kind: Reaction; sum: number }): JSX.Element | null {
  const { number } = useWords();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setOver(true), SHOWN_MS);
    return () => clearTimeout(timer);
  }, []);
  if (over) return null;
  return (
    <span class="reaction-sum" dir="ltr" aria-hidden="true" data-sum={sum} data-testid={`reaction-sum-${kind}`}>
      <span>{REACTIONS[kind]}</span>
      <span>+{number(sum)}</span>
    </span>
  );
}

function sumsOf(view: JsonObject): Sums | undefined {
  return (view as unknown as ReactionView).reaction?.sums;
}

function risen(shown: Rises, added: Sums): Rises {
  const next = Object.entries(added).map(([kind, sum]) => [kind, { sum, turn: (shown[kind]?.turn ?? 0) + 1 }]);
  return { ...shown, ...Object.fromEntries(next) as Rises };
}
