// SPDX-License-Identifier: Apache-2.0
// Who captions now. It forbids the others nothing: they see that somebody is at it, and take over.
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { useView } from '../../../core/here.ts';
import { personName, useWords } from '../../../i18n/context.tsx';
import { useAct } from '../../../ui/command.ts';
import { notify } from '../../../ui/live.tsx';
import { Button } from '../../../ui/parts.tsx';
import { RoomContext, useChannel, useRoomEvents } from '../../../ui/session.tsx';
import { nameIn } from '../view.ts';
import type { CaptionsView, Turn } from '../view.ts';

export interface Turning {
  readonly turn: Turn | undefined;
  readonly own: boolean;
  readonly sending: boolean;
  /** Takes it, or gives one's own back. */
  readonly change: () => void;
  /** One has written: where nobody has it, it is one's own. */
  readonly taken: () => void;
}

export function useTurn(language: string, turn: Turn | undefined): Turning {
  const words = useWords();
  const { t } = words;
  const me = useView((view) => view.me.id);
  const { sending, run } = useAct();
  const room = useChannel(`${useContext(RoomContext)}/captions/${language}`);
  useRoomEvents(room, ({ type, by, before, view }) => {
    const had = (before as unknown as CaptionsView).captions?.turn;
    const now = (view as unknown as CaptionsView).captions?.turn;
    if (type === 'captions.take' && by !== me && had?.by === me && now) notify(t('captions.turn.over', { name: personName(words, now.name ?? now.by), language: nameIn(words.lang, language) }));
  });
  const own = turn?.by === me;
  return {
    turn, own, sending,
    change: () => void run(own ? 'captions.leave' : 'captions.take', { language }),
    taken: () => {
      if (!turn) void run('captions.take', { language });
    },
  };
}

export function TurnBar({ language, turn: { turn, own, sending, change } }: { language: string; turn: Turning }): JSX.Element {
  const words = useWords();
  const { t, time } = words;
  const name = nameIn(words.lang, language);
  const text = !turn ? t('captions.turn.nobody', { language: name })
    : own ? t('captions.turn.own', { language: name, time: time(turn.at) })
      : t('captions.turn.other', { name: personName(words, turn.name ?? turn.by), language: name, time: time(turn.at) });
  return (
    <div class={own ? 'captioner-turn captioner-turn-own' : 'captioner-turn'} data-testid="captioner-turn" data-turn={!turn ? 'nobody' : own ? 'own' : 'other'}>
      <p role="status">{text}</p>
      <Button small busy={sending} kind={own || !turn ? 'plain' : 'strong'} onClick={change} testid="captioner-turn-change">{t(own ? 'captions.turn.give' : 'captions.turn.take')}</Button>
    </div>
  );
}
