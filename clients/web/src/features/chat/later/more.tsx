// SPDX-License-Identifier: Apache-2.0
// What else can be done with a message: to react, to give one's own another text, to pin.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { BOUNDS } from '../../../core/contract.ts';
import { useNow } from '../../../core/clock.ts';
import { draftClear, draftGet, draftSet, useDraft } from '../../../core/draft.ts';
import { useRights, useRoleOf, useView } from '../../../core/here.ts';
import { isStaff } from '../../../core/views.ts';
import { chars } from '../../../core/text.ts';
import { personName, useWords } from '../../../i18n/context.tsx';
import { useAct, useCommand } from '../../../ui/command.ts';
import { directOpen } from '../../../ui/direct.ts';
import { TextArea } from '../../../ui/field.tsx';
import { Button, Refusal } from '../../../ui/parts.tsx';
import { ReportContext } from '../../../ui/report.ts';
import { RoomContext } from '../../../ui/session.tsx';
import { Waits } from '../../../ui/waits.tsx';
import { useWriting } from '../../../ui/writing.tsx';
import { KINDS, KIND_NAMES } from '../kinds.ts';
import { mayEdit } from '../view.ts';
import type { ChatMessage, ChatView } from '../view.ts';

interface MoreProps {
  readonly seq: number;
  readonly message: ChatMessage;
  readonly own: boolean;
  readonly onClose: () => void;
}

export function More({ seq, message, own, onClose }: MoreProps): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { may, staff } = useRights();
  const mode = useView((view: ChatView) => view.chat?.mode) ?? 'off';
  const delay = useView((view: ChatView) => view.chat?.delay_seconds !== undefined);
  const pinned = useView((view: ChatView) => view.chat?.pins?.[seq] !== undefined);
  const people = useView((view) => (view as { readonly direct?: { readonly people?: boolean } }).direct?.people === true);
  const theirs = isStaff(useRoleOf()(message.by));
  const now = useNow(60_000);
  const Report = useContext(ReportContext);
  const { sending, run } = useAct();
  const place = `chat-edit/${useContext(RoomContext)}/${seq}`;
  const [editing, setEditing] = useState(() => draftGet(place) !== '');
  if (editing) return <EditMessage seq={seq} message={message} place={place} onClose={onClose} />;
  // The team writes as the team, but to its own.
  const write = { whom: message.by, name: message.name, ...(staff && !theirs ? {} : { pair: true }) };
  const pin = (): void => void run('chat.pin', { message: seq, pinned: !pinned }).then(onClose);
  return (
    <div class="message-more" role="group" aria-label={t('chat.more', { name: personName(words, message.name) })}>
      {may('chat.react') && !message.pending && <Kinds seq={seq} onChosen={onClose} />}
      {own && may('chat.edit') && mayEdit(message, { mode, delay, staff, now }) && (
        <Button kind="quiet" icon="edit" onClick={() => setEditing(true)} testid={`message-edit-${seq}`}>{t('do.edit')}</Button>
      )}
      {may('chat.pin') && !message.pending && (
        <Button kind="quiet" busy={sending} onClick={pin} testid={`message-pin-${seq}`}>{t(pinned ? 'chat.unpin' : 'chat.pin')}</Button>
      )}
      {!own && may('direct.send') && (staff || people) && !message.pending && (
        <Button kind="quiet" small icon="mail" onClick={() => { onClose(); directOpen.set(write); }} testid={`message-direct-${seq}`}>{t('chat.direct')}</Button>
      )}
      {Report && !own && may('report.send') && !message.pending && <Report of="chat" thing={seq} />}
    </div>
  );
}

function Kinds({ seq, onChosen }: { seq: number; onChosen: () => void }): JSX.Element {
  const { t } = useWords();
  const { run } = useAct();
  const own = useView((view: ChatView) => view.me.chat?.reacted?.[seq]) ?? [];
  return (
    <>
      {KIND_NAMES.map((kind) => (
        <button key={kind} type="button" class="message-kind" aria-pressed={own.includes(kind)} aria-label={t(`chat.kind.${kind}`)} title={t(`chat.kind.${kind}`)}
          data-testid={`react-${kind}-${seq}`} onClick={() => void run('chat.react', { message: seq, kind, on: !own.includes(kind) }).then(onChosen)}>
          <span aria-hidden="true">{KINDS[kind]}</span>
        </button>
      ))}
    </>
  );
}

function EditMessage({ seq, message, place, onClose }: { seq: number; message: ChatMessage; place: string; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  if (draftGet(place) === '') draftSet(place, message.text);
  const [text, setText] = useDraft(place);
  const { sending, error, waiting, run } = useCommand(place);
  const writing = useWriting(place, text);
  const fits = text.trim() !== '' && chars(text) <= BOUNDS.CHAT_CHARS;
  const close = (): void => {
    draftClear(place);
    onClose();
  };
  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (fits && (text === message.text || (await run('chat.edit', { message: seq, text, ...writing.sent, ...(message.mentions ? { mentions: [...message.mentions] } : {}) })))) close();
  };
  return (
    <form class="stack message-edit" onSubmit={(event) => void save(event)}>
      <TextArea label={t('chat.edit')} value={text} max={BOUNDS.CHAT_CHARS} onInput={setText} readOnly={sending} dir={writing.dir} focus
        onEscape={onClose} testid={`message-text-${seq}`} />
      <Refusal error={error} />
      <Waits command={waiting} />
      <div class="row">
        <Button kind="strong" submit busy={sending} disabled={!fits && !sending} testid={`message-save-${seq}`}>{t(sending ? 'do.sending' : 'do.send')}</Button>
        <Button kind="quiet" onClick={close}>{t('do.cancel')}</Button>
        {writing.toggle}
      </div>
    </form>
  );
}
