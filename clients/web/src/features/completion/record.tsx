// SPDX-License-Identifier: Apache-2.0
// What one person has done: unit by unit, and how much they wrote. Whoever sees their work may correct whether they have
// completed the course.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useDay } from '../../core/clock.ts';
import { BOUNDS } from '../../core/contract.ts';
import { useView } from '../../core/here.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Button, Spinner } from '../../ui/parts.tsx';
import { Table } from '../../ui/table.tsx';
import { Take } from './take.tsx';
import { useNames } from './everybody.tsx';
import { Stand, useRecord } from './missing.tsx';
import { unitsOf } from './view.ts';
import type { CompletionView, Done } from './view.ts';

/** Undefined: one's own. */
export function Record({ person }: { person: string | undefined }): JSX.Element {
  const { t } = useWords();
  const [corrected, setCorrected] = useState(0);
  return <Known key={corrected} person={person} none={t('completion.nobody')} onCorrected={() => setCorrected((now) => now + 1)} />;
}

function Known({ person, none, onCorrected }: { person: string | undefined; none: string; onCorrected: () => void }): JSX.Element {
  const { t } = useWords();
  const { record, lost } = useRecord(person);
  const nameOf = useNames();
  if (lost) return <p class="hint">{none}</p>;
  if (!record) return <Spinner label={t('entry.loading')} />;
  return (
    <article data-testid="record">
      <div class="section-head">
        <h2>{person ? <bdi>{nameOf(record)}</bdi> : t('completion.mine')}</h2>
        {!person && <Take />}
        {person && <Correct record={record} name={nameOf(record)} onDone={onCorrected} />}
      </div>
      <Stand record={record} own={!person} />
      <Sums record={record} />
      <Units record={record} />
    </article>
  );
}

function Sums({ record }: { record: Done }): JSX.Element {
  const { t, number, moment } = useWords();
  const now = useDay();
  const { posts, answers, accepted, votes, passed, assignments, attended, seen, present } = record;
  const facts: readonly (readonly [string, string])[] = [
    [t('completion.col.posts'), number(posts)], [t('completion.col.answers'), number(answers)], [t('completion.col.accepted'), number(accepted)], [t('completion.col.votes'), number(votes)], [t('completion.col.tests'), number(passed)], [t('completion.col.assignments'), number(assignments)], [t('completion.col.attended'), number(attended)],
    [t('completion.col.seen'), present ? t('completion.here') : seen === undefined ? '–' : moment(seen, now)],
  ];
  return <dl class="completion-facts">{facts.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>;
}

function Units({ record }: { record: Done }): JSX.Element | null {
  const { t, lang, number } = useWords();
  const units = unitsOf(useView((view: CompletionView) => view.unit));
  if (units.length === 0) return null;
  return (
    <Table caption={t('completion.units')} rows={units} keyOf={({ seq }) => seq} columns={[
      { label: t('completion.units'), cell: ({ title }) => <bdi>{spoken(title, lang).text}</bdi> },
      { label: t('completion.col.opened'), number: true, cell: ({ seq }) => number(record.units[seq]?.opened ?? 0) },
      { label: t('completion.col.done'), number: true, cell: ({ seq, items }) => t('completion.of', { done: record.units[seq]?.done ?? 0, all: items.length }) },
    ]} />
  );
}

function Correct({ record, name, onDone }: { record: Done; name: string; onDone: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [open, setOpen] = useState(false);
  const [why, setWhy] = useState('');
  const completed = record.completed === undefined;
  const action = t(completed ? 'completion.give' : 'completion.take');
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!await run('completion.correct', { whom: record.person, completed, why: why.trim() })) return;
    setOpen(false);
    onDone();
  };
  return (
    <>
      <Button small onClick={() => setOpen(true)} testid="correct">{action}</Button>
      {open && (
        <Dialog title={t(completed ? 'completion.give.ask' : 'completion.take.ask', { name })} onClose={() => setOpen(false)}>
          <form class="stack" onSubmit={(event) => void send(event)}>
            <p class="hint">{t('completion.correct.hint')}</p>
            <TextArea label={t('completion.reason')} value={why} max={BOUNDS.WHY_CHARS} onInput={setWhy} testid="correct-why" />
            <div class="row row-end">
              <Button onClick={() => setOpen(false)}>{t('do.cancel')}</Button>
              <Button kind="strong" submit busy={sending} disabled={why.trim() === ''} testid="correct-send">{action}</Button>
            </div>
          </form>
        </Dialog>
      )}
    </>
  );
}
