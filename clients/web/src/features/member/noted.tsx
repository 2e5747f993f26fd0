// SPDX-License-Identifier: Apache-2.0
// Notes that the team writes on people, for itself: read when they are opened, and again when the room says that there are
// others.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useDay } from '../../core/clock.ts';
import { BOUNDS } from '../../core/contract.ts';
import { useDraft } from '../../core/draft.ts';
import { useRights, useView } from '../../core/here.ts';
import { chars } from '../../core/text.ts';
import { ORGANISERS } from '../../core/views.ts';
import type { Written } from '../../core/views.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { useAct, useCommand } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Button, IconButton, Refusal, Time } from '../../ui/parts.tsx';
import { Prose } from '../../ui/prose.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import type { PeopleView } from './view.ts';

interface NoteOn extends Written {
  readonly note: number;
  readonly whom: string;
  readonly whose?: string;
  readonly by: string;
  readonly name?: string;
}
interface Page {
  readonly notes: readonly NoteOn[];
  readonly next?: number;
}
interface Notes {
  readonly page: Page | undefined;
  readonly failed: boolean;
  readonly more: (before: number) => void;
}

/** On that person; undefined: on anybody. Nothing is read before it is wanted. */
function useNotes(whom: string | undefined, wanted: boolean): Notes {
  const session = useSession();
  const room = useContext(RoomContext);
  const changed = useView((view: PeopleView) => view.remark?.changed ?? 0);
  const [page, setPage] = useState<Page | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const read = (kept: readonly NoteOn[], before: number | undefined): void => {
    session.query('report.notes', { room, ...(whom === undefined ? {} : { whom }), ...(before === undefined ? {} : { before }) }).then((answer) => {
      const got = answer as unknown as Page;
      setPage({ ...got, notes: [...kept, ...got.notes] });
      setFailed(false);
    }, () => setFailed(true));
  };
  useEffect(() => {
    if (wanted) read([], undefined);
  }, [wanted, changed]);
  return { page, failed, more: (before) => read(page?.notes ?? [], before) };
}

function List({ notes, names }: { notes: Notes; names: boolean }): JSX.Element {
  const { t } = useWords();
  const { page, failed, more } = notes;
  const next = page?.next;
  return (
    <>
      {failed && <p role="status" class="refusal">{t('people.failed')}</p>}
      {page?.notes.length === 0 && <p class="hint">{t('people.notes.none')}</p>}
      <ul class="people" data-testid="noted">{page?.notes.map((one) => <Row key={one.note} one={one} names={names} />)}</ul>
      {next !== undefined && <Button small onClick={() => more(next)} testid="noted-more">{t('do.more')}</Button>}
    </>
  );
}

function Row({ one, names }: { one: NoteOn; names: boolean }): JSX.Element {
  const words = useWords();
  const { me, role, may } = useRights();
  const { sending, run } = useAct();
  const day = useDay();
  const by = personName(words, one.name ?? one.by);
  return (
    <li class="person-row" data-testid={`noted-${one.note}`}>
      <span class="person-text">
        {names && <bdi class="name">{personName(words, one.whose ?? one.whom)}</bdi>}
        <Prose text={one.text} dir={one.dir} />
        <span class="meta"><bdi>{by}</bdi> · <Time at={one.at} now={day} /></span>
      </span>
      {may('report.unnote') && (one.by === me || ORGANISERS.includes(role)) && (
        <IconButton icon="trash" label={words.t('people.notes.drop', { name: by })} busy={sending} onClick={() => void run('report.unnote', { note: one.note })} testid={`noted-drop-${one.note}`} />
      )}
    </li>
  );
}

/** Those on one person, and a field for another. */
export function NotesOn({ id, name, onClose }: { id: string; name: string; onClose: () => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const place = `noted/${useContext(RoomContext)}/${id}`;
  const [text, setText] = useDraft(place);
  const { sending, error, run } = useCommand(place);
  const notes = useNotes(id, true);
  const fits = text.trim() !== '' && chars(text) <= BOUNDS.WHY_CHARS;
  return (
    <Dialog title={t('people.notes.on', { name: personName(words, name) })} onClose={onClose}>
      <p class="hint">{t('people.notes.hint')}</p>
      <List notes={notes} names={false} />
      <form class="stack" onSubmit={(event) => {
        event.preventDefault();
        if (fits) void run('report.note', { whom: id, name, text });
      }}>
        <TextArea label={t('people.notes.text')} rows={2} value={text} max={BOUNDS.WHY_CHARS} onInput={setText} readOnly={sending} testid="noted-text" />
        <Refusal error={error} />
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.close')}</Button>
          <Button kind="strong" submit busy={sending} disabled={!fits && !sending} testid="noted-add">{t('people.notes.add')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

/** All of them, below the people. */
export function Noted(): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const [open, setOpen] = useState(false);
  const notes = useNotes(undefined, open);
  const any = useView((view: PeopleView) => (view.remark?.changed ?? 0) > 0);
  if (!any || !may('report.notes')) return null;
  return (
    <details data-testid="noted-all" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('people.notes.all')}</summary>
      <List notes={notes} names />
    </details>
  );
}
