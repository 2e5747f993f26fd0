// SPDX-License-Identifier: Apache-2.0
// What stands above the messages: those that are pinned, and what became of one's own that the team took away.
import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { useDay } from '../../../core/clock.ts';
import { draftSet, useDraft } from '../../../core/draft.ts';
import { useRights, useView } from '../../../core/here.ts';
import { bySeq } from '../../../core/views.ts';
import { personName, useWords } from '../../../i18n/context.tsx';
import { useAct } from '../../../ui/command.ts';
import { Marked } from '../../../ui/marked.tsx';
import { IconButton, Time } from '../../../ui/parts.tsx';
import { RoomContext } from '../../../ui/session.tsx';
import type { ChatMessage, ChatView } from '../view.ts';

export function Above(): JSX.Element {
  const { t } = useWords();
  const pins = bySeq(useView((view: ChatView) => view.chat?.pins));
  return (
    <>
      {pins.length > 0 && (
        <ul class="pins" aria-label={t('chat.pinned')} data-testid="chat-pins">
          {pins.map(({ seq, value }) => <Pin key={seq} seq={seq} message={value} />)}
        </ul>
      )}
      <Told />
    </>
  );
}

function Pin({ seq, message }: { seq: number; message: ChatMessage }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { may } = useRights();
  const { sending, run } = useAct();
  return (
    <li class="pin" data-testid={`pin-${seq}`}>
      <div><bdi class="name">{personName(words, message.name)}</bdi><Marked text={message.text} dir={message.dir} /></div>
      {may('chat.pin') && <IconButton icon="pin" label={t('chat.unpin')} busy={sending} onClick={() => void run('chat.pin', { message: seq, pinned: false })} />}
    </li>
  );
}

/** Until it is put away; that is kept here. */
function Told(): JSX.Element | null {
  const { t } = useWords();
  const day = useDay();
  const place = `chat-told/${useContext(RoomContext)}`;
  const told = bySeq(useView((view: ChatView) => view.me.chat?.told));
  const [away] = useDraft(place);
  const shown = told.filter(({ value }) => value.at > Number(away));
  const newest = Math.max(0, ...shown.map(({ value }) => value.at));
  if (shown.length === 0) return null;
  return (
    <div class="chat-told" role="status" data-testid="chat-told">
      <ul>
        {shown.map(({ seq, value }) => (
          <li key={seq}>
            <Time at={value.at} now={day} /> {t(value.kind === 'refused' ? 'chat.told.refused' : 'chat.told.removed')}
            {value.why !== undefined && <> <bdi dir="auto">{value.why}</bdi></>}
          </li>
        ))}
      </ul>
      <IconButton icon="close" label={t('chat.told.away')} onClick={() => draftSet(place, String(newest))} />
    </div>
  );
}
