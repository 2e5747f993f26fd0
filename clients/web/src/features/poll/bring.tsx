// SPDX-License-Identifier: Apache-2.0
// Polls that were prepared before: those that one keeps, and those of other sessions whose team one is of.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { INBOX, inbox } from '../../core/inbox.ts';
import { useSelect } from '../../core/store.ts';
import { bySeq } from '../../core/views.ts';
import type { Texts } from '../../core/views.ts';
import type { JsonObject } from '../../core/merge.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { notify } from '../../ui/live.tsx';
import { Button, Empty, IconButton } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import type { PollType } from './view.ts';

/** The data of a poll.prepare. */
interface Asked extends JsonObject {
  type: PollType;
}
interface Session {
  readonly of: string;
  readonly title: Texts;
}

const ACADEMY = 'academy:main';
const SESSIONS_MAX = 30;

export function BringForm({ onClose }: { onClose: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const session = useSession();
  const here = useContext(RoomContext);
  const { sending, run } = useAct();
  const kept = useSelect(inbox, (view) => view?.library?.polls);
  const [sessions, setSessions] = useState<readonly Session[]>([]);
  const [from, setFrom] = useState('');
  const [theirs, setTheirs] = useState<readonly Asked[]>([]);
  useEffect(() => {
    void session.query('room.list', { room: ACADEMY, scope: 'mine', limit: SESSIONS_MAX })
      .then((answer) => setSessions((answer as unknown as { rooms: Session[] }).rooms.filter(({ of }) => of.startsWith('webinar:') && of !== here)), () => undefined);
  }, [here]);
  const choose = (of: string): void => {
    setFrom(of);
    setTheirs([]);
    if (of) void session.query('poll.prepared', { room: of }).then((answer) => setTheirs((answer as unknown as { polls: Asked[] }).polls), () => undefined);
  };
  const bring = async ({ poll: _, ...asked }: Asked): Promise<void> => {
    if (await run('poll.prepare', asked)) notify(t('poll.bring.done'));
  };
  const row = (asked: Asked, key: number, more: JSX.Element | null): JSX.Element => {
    const title = spoken(asked['title'] as unknown as Texts, lang);
    return (
      <li key={key}>
        <span lang={title.lang} dir={title.dir}>{title.text} <span class="hint">{t(`poll.form.${asked.type}`)}</span></span>
        <Button small busy={sending} onClick={() => void bring(asked)} testid={`bring-${key}`}>{t('poll.bring.here')}</Button>
        {more}
      </li>
    );
  };
  const mine = bySeq(kept).filter(({ value }) => value['type'] !== undefined);
  return (
    <Dialog title={t('poll.bring')} onClose={onClose}>
      <section class="stack" aria-label={t('poll.bring.library')}>
        <h3>{t('poll.bring.library')}</h3>
        {mine.length === 0 && <Empty icon="poll">{t('poll.bring.empty')}</Empty>}
        <ul class="poll-ballots" data-testid="bring-library">
          {mine.map(({ seq, value }) => row(value as Asked, seq, (
            <IconButton icon="trash" label={t('poll.bring.remove')} onClick={() => void run('library.remove', { room: INBOX, item: seq })} testid={`bring-remove-${seq}`} />
          )))}
        </ul>
      </section>
      {sessions.length > 0 && (
        <section class="stack" aria-label={t('poll.bring.sessions')}>
          <label class="field">
            <span>{t('poll.bring.sessions')}</span>
            <select value={from} onChange={(event) => choose(event.currentTarget.value)} data-testid="bring-session">
              <option value="">—</option>
              {sessions.map(({ of, title }) => <option key={of} value={of}>{spoken(title, lang).text}</option>)}
            </select>
          </label>
          <ul class="poll-ballots" data-testid="bring-polls">{theirs.map((asked) => row(asked, Number(asked['poll']), null))}</ul>
          {from !== '' && theirs.length === 0 && <p class="hint">{t('poll.bring.none')}</p>}
        </section>
      )}
    </Dialog>
  );
}
