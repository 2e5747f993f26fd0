// SPDX-License-Identifier: Apache-2.0
// People and units: what each has done of each, and how much they wrote.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { asked } from '../../core/asked.ts';
import { useDay } from '../../core/clock.ts';
import { useView } from '../../core/here.ts';
import { piece } from '../../core/piece.ts';
import { useParam } from '../../core/router.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { FilterLine } from '../../ui/filters.tsx';
import { Badge, Button, Empty, Link, Spinner } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { Table } from '../../ui/table.tsx';
import type { Column } from '../../ui/table.tsx';
import { useBusy } from './busy.ts';
import { keep } from './keep.ts';
import { unitsOf } from './view.ts';
import type { CompletionView, Done, Page } from './view.ts';

const SORTS = ['name', 'done', 'posts', 'answers', 'passed', 'attended', 'seen'] as const;

function useEverybody(asks: { readonly sort: string; readonly cohort: number }): { readonly found: Page | undefined; readonly more: () => void } {
  const room = useContext(RoomContext);
  const session = useSession();
  const [found, setFound] = useState<Page | undefined>(undefined);
  const { sort, cohort } = asks;
  const ask = (after: number): Promise<Page> => session.query('course.participation', { room, sort, ...(cohort ? { cohort } : {}), ...(after ? { after } : {}) }) as Promise<unknown> as Promise<Page>;
  useEffect(() => {
    let wanted = true;
    void ask(0).then((page) => wanted && setFound(page), () => undefined);
    return () => void (wanted = false);
  }, [room, sort, cohort]);
  const more = (): void => void ask(found?.people.length ?? 0).then((next) => found && setFound({ ...found, people: [...found.people, ...next.people] }), () => undefined);
  return { found, more };
}

export function Everybody(): JSX.Element {
  const { t, lang } = useWords();
  const [sort, setSort] = useParam('sort', SORTS);
  const [cohort, setCohort] = useState(0);
  const cohorts = useView((view: CompletionView) => view.cohort?.cohorts) ?? {};
  const { found, more } = useEverybody({ sort, cohort });
  const groups = [{ value: '0', label: t('completion.all') }, ...Object.entries(cohorts).map(([value, { title }]) => ({ value, label: spoken(title, lang).text }))];
  return (
    <section aria-labelledby="everybody">
      <div class="section-head"><h2 id="everybody">{t('completion.people')}</h2><Save sort={sort} cohort={cohort} /></div>
      <FilterLine>
        <Select label={t('completion.sort')} value={sort} options={SORTS.map((value) => ({ value, label: t(`completion.sort.${value}`) }))} onChange={(value) => setSort(value as typeof sort)} testid="participation-sort" />
        {groups.length > 1 && <Select label={t('completion.group')} value={String(cohort)} options={groups} onChange={(value) => setCohort(Number(value))} testid="participation-group" />}
      </FilterLine>
      {!found && <Spinner label={t('entry.loading')} />}
      {found?.all === 0 && <Empty icon="people">{t('completion.none')}</Empty>}
      {found && found.all > 0 && <Lines people={found.people} />}
      {found && found.people.length < found.all && <p><Button onClick={more} testid="participation-more">{t('do.more')}</Button></p>}
    </section>
  );
}

/** The whole of it, not only what is shown. */
function Save({ sort, cohort }: { sort: string; cohort: number }): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const { busy, run } = useBusy(() => t('completion.csv.failed'));
  const save = async (): Promise<void> => {
    keep('participation.csv', await (await asked(`/api/rooms/${piece(room)}/course.participation.csv?sort=${sort}${cohort ? `&cohort=${cohort}` : ''}`, 'GET')).blob());
  };
  return <Button small busy={busy} onClick={() => void run(save)} testid="participation-csv">{t('completion.csv')}</Button>;
}

function Lines({ people }: { people: readonly Done[] }): JSX.Element {
  const { t, number, moment } = useWords();
  const room = useContext(RoomContext);
  const now = useDay();
  const units = unitsOf(useView((view: CompletionView) => view.unit));
  const nameOf = useNames();
  const columns: Column<Done>[] = [
    { label: t('completion.col.person'), cell: (one) => <Link to={{ page: 'participation', room, person: one.person }} testid={`record-${one.person}`}><bdi>{nameOf(one)}</bdi></Link> },
    { label: t('completion.col.completed'), cell: ({ completed }) => (completed === undefined ? '–' : <Badge tone="good">{t('completion.yes')}</Badge>) },
    ...units.map(({ seq, items }, at) => ({ label: t('completion.col.unit', { n: at + 1 }), number: true, cell: (one: Done) => (items.length > 0 ? t('completion.of', { done: one.units[seq]?.done ?? 0, all: items.length }) : number(one.units[seq]?.opened ?? 0)) })),
    { label: t('completion.col.tests'), number: true, cell: ({ passed }) => number(passed) },
    { label: t('completion.col.assignments'), number: true, cell: ({ assignments }) => number(assignments) },
    { label: t('completion.col.attended'), number: true, cell: ({ attended }) => number(attended) },
    { label: t('completion.col.posts'), number: true, cell: ({ posts }) => number(posts) },
    { label: t('completion.col.answers'), number: true, cell: ({ answers }) => number(answers) },
    { label: t('completion.col.accepted'), number: true, cell: ({ accepted }) => number(accepted) },
    { label: t('completion.col.votes'), number: true, cell: ({ votes }) => number(votes) },
    { label: t('completion.col.seen'), cell: ({ seen, present }) => (present ? t('completion.here') : seen === undefined ? '–' : moment(seen, now)) },
  ];
  return <div class="completion-table" tabIndex={0} role="group" aria-label={t('completion.people')}><Table caption={t('completion.people')} rows={people} keyOf={({ person }) => person} columns={columns} /></div>;
}

export function useNames(): (one: { readonly person: string; readonly name?: string }) => string {
  const seats = useView((view: CompletionView) => view.cohort?.people);
  return ({ person, name }) => name || seats?.[person]?.name || person;
}
