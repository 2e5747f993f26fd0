// SPDX-License-Identifier: Apache-2.0
// The field for a message. What was sent leaves the field at once and waits in the queue, so that the
// next thought need not wait for a slow link.
import type { JSX } from 'preact';
import { useContext, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { useClosed } from '../../core/closed.ts';
import { BOUNDS } from '../../core/contract.ts';
import { draftClear, useDraft } from '../../core/draft.ts';
import { newOp } from '../../core/command.ts';
import { chars } from '../../core/text.ts';
import { bySeq } from '../../core/views.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { Why } from '../../ui/closed.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/parts.tsx';
import { RoomContext, useRoomRun } from '../../ui/session.tsx';
import { KeptText } from '../../ui/waits.tsx';
import { useWriting } from '../../ui/writing.tsx';
import { useRights, useView } from '../../core/here.ts';
import { composerPlace } from './view.ts';
import type { Mention } from '../../ui/mentioning.tsx';
import { Mentions } from './rest.ts';
import type { ChatView } from './view.ts';

export interface ReplyTo {
  readonly seq: number;
  readonly name: string;
}

export function Composer({ reply, onReplied }: { reply: ReplyTo | undefined; onReplied: () => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { staff, may } = useRights();
  const room = useContext(RoomContext);
  const send = useRoomRun();
  const place = composerPlace(room);
  const [text, setText] = useDraft(place);
  const writing = useWriting(place, text);
  const [mention, setMention] = useState<Mention | undefined>(undefined);
  const form = useRef<HTMLFormElement>(null);
  const wait = useSlowWait(staff);
  useLayoutEffect(() => {
    if (reply) form.current?.querySelector('textarea')?.focus();
  }, [reply?.seq]);

  const mode = useView((view: ChatView) => view.chat?.mode) ?? 'off';
  const closed = useClosed('chat.post', 'chat');
  const shut = !may('chat.post') || mode === 'off' || (mode === 'staff' && !staff);
  if (shut) {
    return (
      <div class="chat-note" data-testid="chat-note">
        <p>{t(closed ? NOTES[closed.as] : mode === 'staff' ? 'chat.note.staff' : 'chat.note.off')}<Why of={closed?.why} /></p>
        <KeptText place={place} reason="kept.closed" />
      </div>
    );
  }

  const fits = text.trim() !== '' && chars(text) <= BOUNDS.CHAT_CHARS && wait === 0;
  const submit = (): void => {
    if (!fits) return;
    void send('chat.post', { text, ...writing.sent, ...mention?.sent, ...(reply ? { reply: reply.seq } : {}) }, `${place}#${newOp()}`);
    draftClear(place);
    onReplied();
  };
  return (
    <form class="composer" data-foot ref={form} onSubmit={(event) => { event.preventDefault(); submit(); }}>
      {reply && (
        <p class="composer-reply">
          <Icon name="reply" /><span>{t('chat.reply.to', { name: personName(words, reply.name) })}</span>
          <IconButton icon="close" label={t('chat.reply.cancel')} onClick={onReplied} />
        </p>
      )}
      <div class="composer-row">
        <TextArea
          label={t('chat.write')} hideLabel rows={1} value={text} max={BOUNDS.CHAT_CHARS} onInput={setText} onEnter={submit}
          onEscape={onReplied} dir={writing.dir} testid="chat-text" {...(mention ? { suggest: mention.suggest } : {})}
        />
        {writing.toggle}
        <button type="submit" class="button button-strong composer-send" aria-disabled={fits ? undefined : 'true'} data-testid="chat-send">
          <Icon name="send" /><span class="hidden">{t('do.send')}</span>
        </button>
      </div>
      <Mentions place={place} text={text} setText={setText} onMention={setMention} />
      <ModeNote wait={wait} />
    </form>
  );
}

/** Why one does not write, whatever the mode is. */
const NOTES = {
  silent: 'chat.note.silent', alone: 'chat.note.alone', locked: 'chat.note.locked', over: 'chat.note.over', ahead: 'chat.note.rehearsal',
} as const;

function ModeNote({ wait }: { wait: number }): JSX.Element | null {
  const { t } = useWords();
  const { staff } = useRights();
  const mode = useView((view: ChatView) => view.chat?.mode);
  const seconds = useView((view: ChatView) => view.chat?.slow_seconds);
  const delay = useView((view: ChatView) => view.chat?.delay_seconds);
  if (staff || !mode) return null;
  if (wait > 0) return <p class="chat-note" data-testid="chat-wait">{t('chat.note.wait', { n: wait })}</p>;
  if (delay || mode === 'slow') {
    return (
      <>
        {mode === 'slow' && <p class="chat-note">{t('chat.note.slow', { n: seconds ?? 1 })}</p>}
        {delay && <p class="chat-note" data-testid="chat-delay-note">{t('chat.note.delay', { n: delay })}</p>}
      </>
    );
  }
  if (mode === 'approve') return <p class="chat-note">{t('chat.note.approve')}</p>;
  return null;
}

/** Seconds until slow mode lets this person write again. */
function useSlowWait(staff: boolean): number {
  const slow = useView(({ chat }: ChatView) => (!staff && chat?.mode === 'slow' ? chat.slow_seconds ?? 0 : 0));
  const last = useView(({ chat, me }: ChatView) => (slow === 0 ? 0 : bySeq(chat?.messages).filter(({ value }) => value.by === me.id).at(-1)?.value.at ?? 0));
  const until = last > 0 ? last + slow * 1000 : 0;
  const now = useNow(slow === 0 ? 0 : 1000);
  return Math.max(0, Math.ceil((until - now) / 1000));
}
