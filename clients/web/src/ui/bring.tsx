// SPDX-License-Identifier: Apache-2.0
// What was prepared before, to have it here too: what one keeps, and what stands in other sessions whose team one is of.
import type { ComponentChildren, JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { INBOX } from '../core/inbox.ts';
import type { JsonObject } from '../core/merge.ts';
import type { Texts } from '../core/views.ts';
import { spoken, useWords } from '../i18n/context.tsx';
import { useAct } from './command.ts';
import { Dialog } from './dialog.tsx';
import { Button, IconButton } from './parts.tsx';
import { RoomContext, useSession } from './session.tsx';

export interface Brought {
  readonly key: number;
  readonly title: Texts;
  readonly hint: string;
  readonly data: JsonObject;
}
export interface Session {
  readonly of: string;
  readonly title: Texts;
}
interface BringProps {
  readonly words: { readonly title: string; readonly library: string; readonly here: string; readonly remove: string; readonly sessions: string; readonly none: string };
  readonly empty: ComponentChildren;
  readonly mine: readonly Brought[];
  /** What that session has. */
  readonly ask: (session: Session) => Promise<readonly Brought[]>;
  readonly busy: boolean;
  readonly onBring: (data: JsonObject) => void;
  readonly onClose: () => void;
}

const ACADEMY = 'academy:main';
const SESSIONS_MAX = 30;

export function BringDialog({ words, empty, mine, ask, busy, onBring, onClose }: BringProps): JSX.Element {
  const { lang } = useWords();
  const session = useSession();
  const here = useContext(RoomContext);
  const { run } = useAct();
  const [sessions, setSessions] = useState<readonly Session[]>([]);
  const [from, setFrom] = useState('');
  const [theirs, setTheirs] = useState<readonly Brought[]>([]);
  useEffect(() => {
    void session.query('room.list', { room: ACADEMY, scope: 'mine', limit: SESSIONS_MAX })
      .then((answer) => setSessions((answer as unknown as { rooms: Session[] }).rooms.filter(({ of }) => of.startsWith('webinar:') && of !== here)), () => undefined);
  }, [here]);
  const choose = (of: string): void => {
    setFrom(of);
    setTheirs([]);
    const chosen = sessions.find((each) => each.of === of);
    if (chosen) void ask(chosen).then(setTheirs, () => undefined);
  };
  const row = ({ key, title: texts, hint, data }: Brought, more: JSX.Element | null): JSX.Element => {
    const title = spoken(texts, lang);
    return (
      <li key={key}>
        <span lang={title.lang} dir={title.dir}>{title.text} <span class="hint">{hint}</span></span>
        <Button small busy={busy} onClick={() => onBring(data)} testid={`bring-${key}`}>{words.here}</Button>
        {more}
      </li>
    );
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      <section class="stack" aria-label={words.library}>
        <h3>{words.library}</h3>
        {mine.length === 0 && empty}
        <ul class="poll-ballots" data-testid="bring-library">
          {mine.map((each) => row(each, (
            <IconButton icon="trash" label={words.remove} onClick={() => void run('library.remove', { room: INBOX, item: each.key })} testid={`bring-remove-${each.key}`} />
          )))}
        </ul>
      </section>
      {sessions.length > 0 && (
        <section class="stack" aria-label={words.sessions}>
          <label class="field">
            <span>{words.sessions}</span>
            <select value={from} onChange={(event) => choose(event.currentTarget.value)} data-testid="bring-session">
              <option value="">—</option>
              {sessions.map(({ of, title }) => <option key={of} value={of}>{spoken(title, lang).text}</option>)}
            </select>
          </label>
          <ul class="poll-ballots" data-testid="bring-theirs">{theirs.map((each) => row(each, null))}</ul>
          {from !== '' && theirs.length === 0 && <p class="hint">{words.none}</p>}
        </section>
      )}
    </Dialog>
  );
}
