// SPDX-License-Identifier: Apache-2.0
// Before the door: which room it is, one's place in the line, what the team has to say. The page goes in by itself.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useView } from '../../core/here.ts';
import type { RoomView, Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Link } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';

/** All that is shown of a room before its door. */
interface DoorView extends RoomView {
  readonly stage?: { readonly title?: Texts };
  readonly lobby?: { readonly count?: number; readonly line?: { readonly [ticket: string]: { readonly place: boolean } }; readonly told?: { readonly text: string } };
  readonly me: RoomView['me'] & { readonly lobby?: { readonly ticket: number; readonly told?: string } };
}

/** How many stand in the line up to this ticket; 0: not in sight. */
function placeOf(view: DoorView): number {
  const own = view.me.lobby?.ticket ?? 0;
  const line = Object.keys(view.lobby?.line ?? {}).map(Number);
  return line.includes(own) ? line.filter((ticket) => ticket <= own).length : 0;
}

/** Whether one waits for a place alone: the room is full, and nobody has to let one in. */
const waitsForPlace = (view: DoorView): boolean => view.lobby?.line?.[view.me.lobby?.ticket ?? 0]?.place === true;

/** One's place; of who is not in sight it is asked for, again when the line is another. */
function usePlace(): number {
  const session = useSession();
  const room = useContext(RoomContext);
  const seen = useView(placeOf);
  const count = useView((view: DoorView) => view.lobby?.count) ?? 0;
  const first = useView((view: DoorView) => Number(Object.keys(view.lobby?.line ?? {})[0] ?? 0));
  const [asked, setAsked] = useState(0);
  useEffect(() => {
    let gone = false;
    if (seen === 0 && count > 0) void session.query('lobby.place', { room }).then((answer) => gone || setAsked((answer as { place: number }).place), () => undefined);
    return () => {
      gone = true;
    };
  }, [session, room, seen, count, first]);
  return seen > 0 ? seen : asked;
}

export function Waiting(): JSX.Element {
  const { t, lang } = useWords();
  const place = usePlace();
  const full = useView(waitsForPlace);
  const title = spoken(useView((view: DoorView) => view.stage?.title), lang);
  const told = useView((view: DoorView) => view.lobby?.told?.text);
  const own = useView((view: DoorView) => view.me.lobby?.told);
  return (
    <div class="sheet" data-testid="waiting">
      <h1 lang={title.lang} dir={title.dir}>{title.text}</h1>
      <p class="lead">{t(full ? 'waiting.full' : 'waiting.lead')}</p>
      <div class="room">
        <Icon name="door" />
        <p role="status" data-testid="waiting-place"><strong>{place > 0 ? t('waiting.place', { n: place }) : t('waiting.line')}</strong></p>
      </div>
      {[told, own].map((text, at) => text !== undefined && text !== '' && (
        <div key={at} class="room">
          <Icon name="chat" />
          <p role="status" data-testid="waiting-told">{t('waiting.told')} <q dir="auto">{text}</q></p>
        </div>
      ))}
      <p class="hint">{t('waiting.hint')}</p>
      <p><Link to={{ page: 'entry' }}>{t('app.tostart')}</Link></p>
    </div>
  );
}
