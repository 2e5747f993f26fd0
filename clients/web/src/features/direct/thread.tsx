// SPDX-License-Identifier: Apache-2.0
// A conversation, its last message at the end, and the field below it.
import type { JSX } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useDay } from '../../core/clock.ts';
import { useClosed } from '../../core/closed.ts';
import { BOUNDS } from '../../core/contract.ts';
import { draftClear, useDraft } from '../../core/draft.ts';
import { useRights, useRoleOf, useView } from '../../core/here.ts';
import { chars } from '../../core/text.ts';
import { ORGANISERS, bySeq } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct, useCommand } from '../../ui/command.ts';
import { directOpen } from '../../ui/direct.ts';
import type { Talk } from '../../ui/direct.ts';
import { Why } from '../../ui/closed.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button, IconButton, Name, Refusal, Spinner, Time } from '../../ui/parts.tsx';
import { Prose } from '../../ui/prose.tsx';
import { ReportContext } from '../../ui/report.ts';
import { useRove } from '../../ui/rove.ts';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { Waits } from '../../ui/waits.tsx';
import { useWriting } from '../../ui/writing.tsx';
import { afterChange, afterPage } from './history.ts';
import type { Known } from './history.ts';
import { see, seenOf } from './seen.ts';
import { keyOf, talkOf } from './view.ts';
import type { DirectMessage, DirectPage, DirectView, TalkView } from './view.ts';

export function Thread({ talk, back }: { talk: Talk; back: boolean }): JSX.Element {
  const { t } = useWords();
  const { me, staff, may } = useRights();
  const { run, sending } = useAct();
  const room = useContext(RoomContext);
  const view = useView((all: DirectView) => talkOf(all, talk));
  const { known, failed, readMore, readAgain } = useKnown(talk, view);
  const log = useRef<HTMLUListElement>(null);
  const shown = bySeq(known?.messages);
  const newest = shown.at(-1)?.seq ?? 0;
  const day = useDay();
  useRove(log, true);
  useLayoutEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
    if (newest > 0) see(seenOf(me, room), talk, newest);
  }, [newest]);
  const ofTeam = talk.whom !== undefined && !talk.pair;
  return (
    <div class="direct-talk">
      <div class="row">
        {back && <Button kind="quiet" small icon="back" onClick={() => directOpen.set('list')} testid="direct-back">{t('direct.title')}</Button>}
        {ofTeam && staff && may('direct.done') && (view?.waits ?? 0) > 0 && (
          <Button small icon="check" busy={sending} onClick={() => void run('direct.done', { whom: talk.whom ?? '' })} testid="direct-done">{t('direct.done')}</Button>
        )}
      </div>
      <p class="hint">{t(talk.pair ? 'direct.hint.pair' : ofTeam ? 'direct.hint.staff' : 'direct.hint.team')}</p>
      {known?.next !== undefined && <Button kind="quiet" onClick={readMore} testid="direct-earlier">{t('direct.earlier')}</Button>}
      {!known && !failed && view && <Spinner label={t('entry.loading')} />}
      {failed && <p role="alert" class="refusal">{t('direct.failed')} <Button small onClick={readAgain}>{t('app.again')}</Button></p>}
      <ul class="direct-log" ref={log} role="log" aria-live="polite" aria-label={t('direct.log')} data-testid="direct-log">
        {shown.map(({ seq, value }) => <Row key={seq} seq={seq} message={value} day={day} talk={talk} />)}
      </ul>
      <Compose talk={talk} view={view} />
    </div>
  );
}

function Row({ seq, message, day, talk }: { seq: number; message: DirectMessage; day: number; talk: Talk }): JSX.Element {
  const { t } = useWords();
  const { me, role, may } = useRights();
  const roleOf = useRoleOf();
  const { run, sending } = useAct();
  const Report = useContext(ReportContext);
  const own = message.by === me;
  const mayDelete = may('direct.delete') && (own || (!talk.pair && ORGANISERS.includes(role)));
  return (
    <li class={own ? 'direct-message direct-own' : 'direct-message'} data-row tabIndex={-1} data-testid={`direct-message-${seq}`}>
      <p class="message-head"><Name name={message.name ?? message.by} role={roleOf(message.by)} you={own} /> <Time at={message.at} now={day} /></p>
      <Prose text={message.text} dir={message.dir} />
      <span class="direct-acts">
        {mayDelete && <IconButton icon="trash" label={t(own ? 'do.delete' : 'do.remove')} busy={sending} onClick={() => void run('direct.delete', { message: seq })} testid={`direct-delete-${seq}`} />}
        {Report && !own && may('report.send') && !ORGANISERS.includes(role) && <Report of="direct" thing={seq} />}
      </span>
    </li>
  );
}

const NOTES = { silent: 'direct.note.silent', alone: 'closed.alone', locked: 'direct.note.locked', over: 'direct.note.over', ahead: 'closed.ahead' } as const;

/** Whether one may write there, or why not. */
function Compose({ talk, view }: { talk: Talk; view: TalkView | undefined }): JSX.Element {
  const { t } = useWords();
  const { staff, may } = useRights();
  const room = useContext(RoomContext);
  const place = `direct/${room}/${keyOf(talk)}`;
  const people = useView((all: DirectView) => all.direct?.people === true);
  const closed = useClosed('direct.send', 'direct');
  const other = useView((all) => all.member?.staff?.[talk.whom ?? ''] !== undefined);
  const [text, setText] = useDraft(place);
  const { sending, error, waiting, run } = useCommand(place);
  const writing = useWriting(place, text);
  const waits = view?.waits ?? 0;
  const many = !staff && waits >= BOUNDS.DIRECT_WAITS;
  if (!may('direct.send')) return <p class="chat-note" data-testid="direct-note">{t(NOTES[closed?.as ?? 'over'])}<Why of={closed?.why} /></p>;
  if (talk.pair && !people && !(staff && other)) return <p class="chat-note" data-testid="direct-note">{t('direct.note.people')}</p>;
  if (many && !sending) return <p class="chat-note" data-testid="direct-note">{t('direct.note.waits', { n: waits })}</p>;
  const fits = text.trim() !== '' && chars(text) <= BOUNDS.DIRECT_CHARS;
  const submit = async (): Promise<void> => {
    if (!fits) return;
    const { whom, pair, name } = talk;
    const to = whom === undefined ? {} : { whom, ...(pair ? { pair } : {}), ...(view || !name ? {} : { name }) };
    if (await run('direct.send', { ...to, text, ...writing.sent })) draftClear(place);
  };
  return (
    <form class="composer direct-composer" onSubmit={(event) => { event.preventDefault(); void submit(); }}>
      <div class="composer-row">
        <TextArea label={t('direct.write')} hideLabel rows={1} value={text} max={BOUNDS.DIRECT_CHARS} onInput={setText} onEnter={() => void submit()}
          readOnly={sending} dir={writing.dir} focus testid="direct-text" />
        {writing.toggle}
        <button type="submit" class="button button-strong composer-send" aria-disabled={fits && !sending ? undefined : 'true'} data-testid="direct-send">
          <Icon name="send" /><span class="hidden">{t('do.send')}</span>
        </button>
      </div>
      <Refusal error={error} />
      <Waits command={waiting} />
      {!staff && waits > 0 && <p class="chat-note" role="status" data-testid="direct-waits">{t('direct.waits.own', { n: waits })}</p>}
    </form>
  );
}

interface Reading {
  readonly known: Known | undefined;
  readonly failed: boolean;
  readonly readMore: () => void;
  readonly readAgain: () => void;
}

/** Read when it is opened, and again when more than one message has come unseen or one has gone. */
function useKnown(talk: Talk, view: TalkView | undefined): Reading {
  const session = useSession();
  const room = useContext(RoomContext);
  const [known, setKnown] = useState<Known | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const read = (over: Known | undefined, before: number | undefined): void => {
    const { whom, pair } = talk;
    setFailed(false);
    session.query('direct.history', { room, ...(whom === undefined ? {} : { whom }), ...(pair ? { pair } : {}), ...(before === undefined ? {} : { before }) }).then(
      (answer) => {
        const { changed = 0, ...page } = answer as unknown as DirectPage & { readonly changed?: number };
        setKnown(afterPage(over, page, over?.changed ?? changed));
      },
      () => setFailed(true),
    );
  };
  const changed = view?.changed ?? 0;
  useEffect(() => {
    if (!view) return;
    const next = known && afterChange(known, view);
    if (next) setKnown(next);
    // An answer may be younger than the view, which comes after it then.
    else if (!known || known.changed < changed) read(undefined, undefined);
  }, [changed, known?.changed]);
  return { known, failed, readMore: () => read(known, known?.next), readAgain: () => read(undefined, undefined) };
}
