// SPDX-License-Identifier: Apache-2.0
// An assignment as its staff ask for it: the words, the dates, the rubric.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import type { JsonObject } from '../../core/merge.ts';
import type { Texts } from '../../core/views.ts';
import type { Zoned } from '../../core/zoned.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { TextField } from '../../ui/field.tsx';
import { LanguageFields, textsOf } from '../../ui/languages.tsx';
import { notify } from '../../ui/live.tsx';
import { Button, Choice, IconButton, Spinner } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import type { Read, Takes } from './view.ts';
import { WhenField, fieldsOf, saidIn, useZone } from './when.tsx';

const TAKES: readonly Takes[] = ['both', 'text', 'files'];
const DIGITS = 3;

interface Row {
  readonly title: Texts;
  readonly points: string;
}
interface Draft {
  readonly text: Texts;
  readonly takes: Takes;
  readonly attempts: string;
  readonly due: Zoned;
  readonly closes: Zoned;
  readonly rubric: readonly Row[];
}

function draftOf(read: Read, zone: string): Draft {
  return {
    text: read.text ?? {}, takes: read.takes ?? 'both', attempts: String(read.attempts ?? 1),
    due: fieldsOf(read.due, zone), closes: fieldsOf(read.closes, zone),
    rubric: (read.rubric ?? []).map(({ title, points }) => ({ title, points: String(points) })),
  };
}

const within = (text: string, max: number): boolean => /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= max;

/** What is to be sent of it; undefined: something is missing, or closes before it is due. */
function dataOf(draft: Draft, zone: string): JsonObject | undefined {
  const text = textsOf(draft.text, BOUNDS.ASSIGNMENT_CHARS);
  const [due, closes] = [saidIn(draft.due, zone), saidIn(draft.closes, zone)];
  const rows = draft.rubric.map(({ title, points }) => ({ title: textsOf(title, BOUNDS.TITLE_CHARS), points }));
  if (!text || due === null || closes === null || !within(draft.attempts, BOUNDS.ASSIGNMENT_ATTEMPTS)) return undefined;
  if (due !== undefined && closes !== undefined && closes < due) return undefined;
  if (!rows.every(({ title, points }) => title && within(points, BOUNDS.ASSIGNMENT_POINTS))) return undefined;
  const rubric = rows.map(({ title, points }) => ({ title: { ...title }, points: Number(points) }));
  return {
    text: { ...text }, takes: draft.takes, attempts: Number(draft.attempts), ...(due === undefined ? {} : { due }), ...(closes === undefined ? {} : { closes }),
    ...(rubric.length > 0 ? { rubric } : {}),
  };
}

export function Build({ item }: { item: number }): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const session = useSession();
  const [read, setRead] = useState<Read | undefined>(undefined);
  useEffect(() => {
    void session.query('assignment.read', { room, item }).then((found) => setRead(found as unknown as Read), () => undefined);
  }, [item]);
  return read ? <Form item={item} read={read} /> : <Spinner label={t('entry.loading')} />;
}

function Form({ item, read }: { item: number; read: Read }): JSX.Element {
  const { t } = useWords();
  const zone = useZone();
  const { sending, run } = useAct();
  const [draft, setDraft] = useState<Draft>(() => draftOf(read, zone));
  const [fault, setFault] = useState(false);
  const set = (more: Partial<Draft>): void => setDraft({ ...draft, ...more });
  const send = (event: Event): void => {
    event.preventDefault();
    const data = dataOf(draft, zone);
    setFault(!data);
    if (data) void run('assignment.set', { item, ...data }).then((ok) => ok && notify(t('work.set.done')));
  };
  return (
    <form class="work-build" noValidate onSubmit={send} data-testid="work-build">
      <LanguageFields label={t('work.field.text')} other={t('work.languages')} area value={draft.text} max={BOUNDS.ASSIGNMENT_CHARS} onInput={(text) => set({ text })} testid="work-asks" />
      <Choice label={t('work.takes')} name="work-takes" value={draft.takes} onChange={(takes) => set({ takes })} options={TAKES.map((value) => ({ value, label: t(`work.takes.${value}`) }))} />
      <div class="work-dates">
        <WhenField label={t('work.field.due')} value={draft.due} onInput={(due) => set({ due })} testid="work-due-date" />
        <WhenField label={t('work.field.closes')} value={draft.closes} onInput={(closes) => set({ closes })} testid="work-closes-date" />
      </div>
      <p class="hint">{t('work.zone', { zone })}</p>
      <TextField label={t('work.field.attempts')} keys="numeric" value={draft.attempts} max={DIGITS} onInput={(attempts) => set({ attempts })} testid="work-attempts" />
      <Rubric rows={draft.rubric} onRows={(rubric) => set({ rubric })} />
      <p class="refusal" role="alert">{fault && t('work.fault.set')}</p>
      <div class="row"><Button kind="strong" submit busy={sending} testid="work-set">{t('do.save')}</Button></div>
    </form>
  );
}

function Rubric({ rows, onRows }: { rows: readonly Row[]; onRows: (rows: readonly Row[]) => void }): JSX.Element {
  const { t } = useWords();
  const put = (at: number, more: Partial<Row>): void => onRows(rows.map((row, place) => (place === at ? { ...row, ...more } : row)));
  return (
    <fieldset class="work-rows">
      <legend>{t('work.rubric')}</legend>
      <p class="hint">{t('work.rubric.hint')}</p>
      {rows.map((row, at) => (
        <div key={at} class="work-row">
          <div><LanguageFields label={t('work.row', { n: at + 1 })} other={t('work.languages')} value={row.title} max={BOUNDS.TITLE_CHARS} onInput={(title) => put(at, { title })} testid={`work-row-${at + 1}`} /></div>
          <TextField label={t('work.points')} keys="numeric" value={row.points} max={DIGITS} onInput={(points) => put(at, { points })} testid={`work-points-${at + 1}`} />
          <IconButton icon="trash" label={t('work.row.remove', { n: at + 1 })} onClick={() => onRows(rows.filter((_, place) => place !== at))} />
        </div>
      ))}
      {rows.length < BOUNDS.ASSIGNMENT_ROWS && <Button icon="plus" small onClick={() => onRows([...rows, { title: {}, points: '' }])} testid="work-row-add">{t('work.row.add')}</Button>}
    </fieldset>
  );
}
