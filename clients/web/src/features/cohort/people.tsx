// SPDX-License-Identifier: Apache-2.0
// People and groups: the team makes groups and says who is where; who runs some of them sees the people there.
import type { JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useRights, useView } from '../../core/here.ts';
import type { Texts } from '../../core/views.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { Back } from '../../ui/back.tsx';
import { CardName } from '../../ui/card/index.tsx';
import { useAct } from '../../ui/command.ts';
import { Confirm, Dialog } from '../../ui/dialog.tsx';
import { LanguageFields, textsOf } from '../../ui/languages.tsx';
import { notify } from '../../ui/live.tsx';
import { ofRest } from '../../ui/later.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { MenuPart } from '../../ui/menu.tsx';
import { Avatar, Badge, Button, Empty, Link } from '../../ui/parts.tsx';
import { useRoster } from '../../ui/roster.ts';
import { useRove } from '../../ui/rove.ts';
import { RoomContext } from '../../ui/session.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { TemplateContext } from '../../ui/template.ts';
import { usePageTitle } from '../../ui/title.ts';
import { cohortsOf } from './view.ts';
import type { Cohort, CohortView, Named, Seat } from './view.ts';

const Guests = ofRest('visitor', 'Guests').Page;

export function PeoplePage(): JSX.Element {
  const { t } = useWords();
  usePageTitle(t('cohort.page'));
  return (
    <div class="sheet course">
      <p><Back /></p>
      <h1>{t('cohort.page')}</h1>
      <Groups />
      <People />
      <Guests />
    </div>
  );
}

/** A group that is made, or named anew. */
type Form = { readonly number?: number; readonly title: Texts };

function Groups(): JSX.Element {
  const { t, lang } = useWords();
  const { may } = useRights();
  const cohorts = useView((view: CohortView) => view.cohort?.cohorts);
  const [form, setForm] = useState<Form | undefined>(undefined);
  const [ending, setEnding] = useState<Named | undefined>(undefined);
  const list = useRef<HTMLUListElement>(null);
  const { sending, run } = useAct();
  useRove(list);
  const groups = cohortsOf(cohorts, lang);
  const remove = async (): Promise<void> => {
    await run('cohort.remove', { cohort: ending?.number ?? 0 });
    setEnding(undefined);
  };
  return (
    <section aria-labelledby="groups">
      <div class="section-head">
        <h2 id="groups">{t('cohort.groups')}</h2>
        {may('cohort.add') && <Button kind="strong" icon="plus" onClick={() => setForm({ title: {} })} testid="cohort-new">{t('cohort.new')}</Button>}
      </div>
      {groups.length === 0 && <Empty icon="people">{t('cohort.none')}</Empty>}
      <ul class="threads" ref={list} data-testid="cohorts">
        {groups.map((each) => (
          <Group key={each.number} each={each} cohort={cohorts?.[each.number]} onRename={() => setForm({ number: each.number, title: cohorts?.[each.number]?.title ?? {} })} onRemove={() => setEnding(each)} />
        ))}
      </ul>
      {form && <GroupForm form={form} onClose={() => setForm(undefined)} />}
      {ending && (
        <Confirm title={t('cohort.remove.ask', { name: ending.name })} hint={t('cohort.remove.hint')} action={t('cohort.remove')} busy={sending}
          onConfirm={() => void remove()} onClose={() => setEnding(undefined)} />
      )}
    </section>
  );
}

function Group({ each, cohort, onRename, onRemove }: { each: Named; cohort: Cohort | undefined; onRename: () => void; onRemove: () => void }): JSX.Element {
  const { t } = useWords();
  const { may } = useRights();
  return (
    <li data-row tabIndex={-1} class="thread-row" data-testid={`cohort-${each.number}`}>
      <div class="thread-text">
        <h3><span lang={each.lang} dir="auto">{each.name}</span></h3>
        <p class="meta">
          <span>{t('cohort.count', { n: cohort?.count ?? 0 })}</span>
          {cohort?.history === false && <span>{t('cohort.without')}</span>}
        </p>
      </div>
      {may('cohort.edit') && (
        <Menu icon="more" label={t('cohort.acts', { name: each.name })} testid={`cohort-acts-${each.number}`} items={[
          { label: t('cohort.rename'), icon: 'edit', testid: 'cohort-rename', onChoose: onRename },
          { label: t('cohort.remove'), icon: 'trash', danger: true, testid: 'cohort-remove', onChoose: onRemove },
        ]} />
      )}
    </li>
  );
}

function GroupForm({ form, onClose }: { form: Form; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [title, setTitle] = useState(form.title);
  const [history, setHistory] = useState(true);
  const texts = textsOf(title, BOUNDS.COHORT_CHARS);
  const { number } = form;
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const sent = texts && (number === undefined ? run('cohort.add', { title: texts, history }) : run('cohort.edit', { cohort: number, title: texts }));
    if (await sent) onClose();
  };
  return (
    <Dialog title={t(number === undefined ? 'cohort.new' : 'cohort.rename')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => void send(event)}>
        <LanguageFields label={t('cohort.name')} other={t('cohort.languages')} value={title} max={BOUNDS.COHORT_CHARS} onInput={setTitle} testid="cohort-title" />
        {number === undefined && (
          <label class="check"><input type="checkbox" checked={history} data-testid="cohort-history" onChange={({ currentTarget }) => setHistory(currentTarget.checked)} /><span>{t('cohort.history')}</span></label>
        )}
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} disabled={!texts} testid="cohort-send">{t('do.save')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

interface Row extends Seat {
  readonly id: string;
}

/** Members, and whoever else is here: they may get a place too. */
function usePeople(): { readonly all: readonly Row[]; readonly waits: boolean } {
  const words = useWords();
  const { staff, roleOf } = useTeam();
  const seats = useView((view: CohortView) => view.cohort?.people);
  const guests = useView((view: CohortView) => view.visitor?.people);
  const roster = useRoster(staff);
  const [, redraw] = useState({});
  useEffect(() => roster.ask(() => redraw({})), [roster.ask]);
  const rows = new Map<string, Row>();
  for (const { id, name } of roster.known()) if (roleOf(id) === undefined && !guests?.[id]) rows.set(id, { id, name });
  for (const [id, seat] of Object.entries(seats ?? {})) rows.set(id, { id, ...seat, name: seat.name || rows.get(id)?.name || id });
  const all = [...rows.values()].map((row) => ({ ...row, name: personName(words, row.name) })).sort((a, b) => a.name.localeCompare(b.name, words.lang));
  return { all, waits: roster.waits() };
}

function useTeam(): { readonly staff: boolean; readonly roleOf: (id: string) => string | undefined } {
  const { staff } = useRights();
  const team = useView((view: CohortView) => view.member?.staff);
  return { staff, roleOf: (id) => team?.[id]?.role };
}

const PAGE = 60;

function People(): JSX.Element {
  const { t, lang } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const { all, waits } = usePeople();
  const groups = cohortsOf(useView((view: CohortView) => view.cohort?.cohorts), lang);
  const [limit, setLimit] = useState(PAGE);
  // Who was removed on this page; they are named where they were seen until it is left.
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const list = useRef<HTMLUListElement>(null);
  useRove(list);
  const people = all.filter(({ id }) => !removed.has(id));
  const hide = (id: string, hidden: boolean): void => setRemoved((before) => new Set(hidden ? [...before, id] : [...before].filter((each) => each !== id)));
  const without = people.filter(({ cohort, staff }) => !cohort && !staff?.length).length;
  return (
    <section aria-labelledby="members">
      <div class="section-head">
        <h2 id="members">{t('cohort.people')}</h2>
        {may('cohort.deal') && groups.length > 0 && without > 0 && (
          <Button busy={sending} onClick={() => void run('cohort.deal', {})} testid="cohort-deal">{t('cohort.deal', { n: without })}</Button>
        )}
      </div>
      {people.length > 0 ? <Invites /> : waits ? <Skeleton kind="rows" label={t('entry.loading')} /> : <Empty icon="people" action={<Invites />}>{t('cohort.people.none')}</Empty>}
      <ul class="threads" ref={list} data-testid="cohort-people">
        {people.slice(0, limit).map((row) => <Person key={row.id} row={row} groups={groups} onRemoved={(removed) => hide(row.id, removed)} />)}
      </ul>
      {people.length > limit && <Button onClick={() => setLimit(limit + PAGE)}>{t('do.more')}</Button>}
    </section>
  );
}

/** Who is asked to come, and by which links: the academy has it, where the room is one of it. */
function Invites(): JSX.Element | null {
  const { t } = useWords();
  const { role } = useRights();
  const [kind = '', id = ''] = useContext(RoomContext).split(':');
  const template = useContext(TemplateContext);
  if (role !== 'host' || !template || template === 'none') return null;
  return <p class="hint"><Link to={{ page: 'academy', part: 'rooms', rest: [kind, id] }} testid="people-invite">{t('cohort.invite')}</Link></p>;
}

function Person({ row, groups, onRemoved }: { row: Row; groups: readonly Named[]; onRemoved: (removed: boolean) => void }): JSX.Element {
  const { t } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const { id, name, cohort, staff = [] } = row;
  const nameOf = (number: number): string => groups.find((each) => each.number === number)?.name ?? '';
  const where = cohort ? nameOf(cohort) : t('cohort.nowhere');
  const put = async (number: number | undefined): Promise<void> => {
    const into = (to: number | undefined): Promise<boolean> => run('cohort.put', { people: [id], ...(to && { cohort: to }) });
    if (number === cohort || !await into(number)) return;
    notify(number ? t('cohort.moved', { name, group: nameOf(number) }) : t('cohort.taken', { name }), { label: t('do.undo'), run: () => void into(cohort) });
  };
  const [asking, setAsking] = useState(false);
  const given = (role: 'none' | 'participant'): Promise<boolean> => run('member.set', { whom: id, role, name });
  const remove = async (): Promise<void> => {
    setAsking(false);
    if (!await given('none')) return;
    onRemoved(true);
    notify(t('cohort.out.done', { name }), { label: t('do.undo'), run: () => void given('participant').then((done) => done && onRemoved(false)) });
  };
  const places: MenuPart[] = groups.length === 0 || !may('cohort.put') ? [] : [
    { heading: t('cohort.put') },
    ...groups.map((each) => ({ label: each.name, lang: each.lang, checked: each.number === cohort, testid: `put-${each.number}`, onChoose: () => void put(each.number) })),
    { label: t('cohort.nowhere'), checked: !cohort, testid: 'put-none', onChoose: () => void put(undefined) },
    { heading: t('cohort.runs') },
    ...groups.map((each) => {
      const runs = staff.includes(each.number);
      return { label: each.name, lang: each.lang, checked: runs, toggle: true, testid: `runs-${each.number}`, onChoose: () => void run('cohort.staff', { whom: id, cohort: each.number, staff: !runs }) };
    }),
  ];
  const leaves: MenuPart[] = may('member.set') ? [{ label: t('cohort.out'), icon: 'trash', danger: true, testid: `out-${id}`, onChoose: () => setAsking(true) }] : [];
  const items: MenuPart[] = [...places, ...(places.length > 0 && leaves.length > 0 ? ['line' as const] : []), ...leaves];
  return (
    <li data-row tabIndex={-1} class="thread-row" data-testid={`member-${id}`}>
      <Avatar id={id} name={name} />
      <div class="thread-text">
        <h3><CardName id={id} name={name}><span dir="auto">{name}</span></CardName></h3>
        <p class="meta"><span>{where}</span></p>
      </div>
      {staff.map((number) => <Badge key={number} tone="accent">{t('cohort.running', { name: nameOf(number) })}</Badge>)}
      {items.length > 0 && <Menu icon="more" label={t('cohort.place', { name })} items={items} busy={sending} testid={`place-${id}`} />}
      {asking && <Confirm title={t('cohort.out.ask', { name })} hint={t('cohort.out.hint')} action={t('cohort.out.do')} busy={sending} onConfirm={() => void remove()} onClose={() => setAsking(false)} />}
    </li>
  );
}
