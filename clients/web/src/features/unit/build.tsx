// SPDX-License-Identifier: Apache-2.0
// Where a course is built: its units, their order, when each opens, and what participants see of it.
import type { JSX } from 'preact';
import { useContext, useRef, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useRights, useView } from '../../core/here.ts';
import type { JsonObject } from '../../core/merge.ts';
import { useParam } from '../../core/router.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Back } from '../../ui/back.tsx';
import { Acts } from '../../ui/acts.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { Confirm } from '../../ui/dialog.tsx';
import { FilterLine } from '../../ui/filters.tsx';
import { announce, notify } from '../../ui/live.tsx';
import { Badge, Button, Choice, Empty, Link } from '../../ui/parts.tsx';
import { useRove } from '../../ui/rove.ts';
import { RoomContext } from '../../ui/session.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { MoveDates } from './dates.tsx';
import { useDrag } from './drag.ts';
import type { RowDrag } from './drag.ts';
import { Preview } from './preview.tsx';
import { planOf, unitsOf } from './view.ts';
import type { Listed, Unit, UnitsView } from './view.ts';
import { usePlanned } from './when.tsx';
import { EditUnit, NewUnit, useUndated, News, Reschedule } from './write.tsx';

const SHOWS = ['all', 'participants'] as const;

export function BuildPage(): JSX.Element {
  const { t } = useWords();
  const { may } = useRights();
  const title = t(useUndated() ? 'unit.sections.build' : 'unit.build.title');
  usePageTitle(title);
  return (
    <div class="sheet course">
      <p><Back /></p>
      <h1>{title}</h1>
      {may('unit.add') ? <Build /> : <p role="alert">{t('unit.build.not')}</p>}
    </div>
  );
}

function Build(): JSX.Element {
  const { t } = useWords();
  const share = useView((view: UnitsView) => view.unit);
  const [show, setShow] = useParam('show', SHOWS);
  const [writes, setWrites] = useState(false);
  const [shifts, setShifts] = useState(false);
  const undated = useUndated();
  const list = unitsOf(share);
  const full = list.length >= BOUNDS.UNITS;
  return (
    <>
      <div class="section-head">
        <FilterLine>
          <Choice label={t('unit.show')} name="unit-show" value={show} onChange={setShow} options={[
            { value: 'all', label: t(undated ? 'unit.sections.show.all' : 'unit.show.all') }, { value: 'participants', label: t('unit.show.participants') },
          ]} />
        </FilterLine>
        {!writes && show === 'all' && list.length > 0 && (
          <span class="row">
            {!undated && <Button onClick={() => setShifts(true)} testid="unit-shift">{t('unit.shift')}</Button>}
            {!full && <Button kind="strong" icon="plus" onClick={() => setWrites(true)} testid="unit-new">{t(undated ? 'unit.section.new' : 'unit.new')}</Button>}
          </span>
        )}
      </div>
      {shifts && <MoveDates list={list} onClose={() => setShifts(false)} />}
      {full && <p class="hint">{t('unit.full', { n: BOUNDS.UNITS })}</p>}
      {show === 'participants' ? (
        <Preview />
      ) : (
        <>
          {list.length === 0 && !writes && (
            <Empty icon="notes" action={<Button kind="strong" icon="plus" onClick={() => setWrites(true)} testid="unit-new">{t(undated ? 'unit.section.new' : 'unit.new')}</Button>}>{t(undated ? 'unit.section.first' : 'unit.none')}</Empty>
          )}
          {list.length > 1 && <p class="hint unit-keys">{t(undated ? 'unit.sections.keys' : 'unit.keys')}</p>}
          <Rows list={list} />
          {writes && <NewUnit onDone={() => setWrites(false)} />}
        </>
      )}
    </>
  );
}

/** What is asked of one of them: other words, another time, or whether it is to go. */
type Asked = { readonly what: 'words' | 'news' | 'time' | 'remove'; readonly seq: number };

function Rows({ list }: { list: readonly Listed[] }): JSX.Element {
  const { t, lang } = useWords();
  const { sending, run } = useAct();
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  const element = useRef<HTMLOListElement>(null);
  useRove(element);
  const done = (): void => setAsked(undefined);
  const name = ({ value }: Listed): string => spoken(value.title, lang).text;
  const put = (from: number, to: number): void => {
    if (to < 0 || to >= list.length) return;
    const seqs = list.map(({ seq }) => seq);
    const before = [...seqs];
    seqs.splice(to, 0, ...seqs.splice(from, 1));
    void run('unit.order', { units: seqs }).then((ok) => {
      if (!ok) return;
      announce(t('unit.moved', { place: to + 1, all: seqs.length }));
      notify(t('unit.ordered'), { label: t('do.undo'), run: () => void run('unit.order', { units: before }) });
    });
  };
  const drag = useDrag(list.length, put);
  const release = (each: Listed): void => {
    const plan = planOf(each.value);
    void run('unit.release', { unit: each.seq }).then((ok) => {
      if (ok) notify(t('unit.released', { title: name(each) }), { label: t('do.undo'), run: () => void run('unit.schedule', { unit: each.seq, ...plan }) });
    });
  };
  const schedule = (each: Listed, plan: JsonObject): void => {
    const { value } = each;
    const undo = (): void => void (value.opened === undefined ? run('unit.schedule', { unit: each.seq, ...planOf(value) }) : run('unit.release', { unit: each.seq }));
    void run('unit.schedule', { unit: each.seq, ...plan }).then((ok) => {
      if (!ok) return;
      done();
      notify(t('unit.scheduled', { title: name(each) }), { label: t('do.undo'), run: undo });
    });
  };
  const actsOf = (each: Listed, place: number): Act[] => [
    ...(each.value.opened === undefined ? [{ label: t('unit.open'), testid: `unit-open-${each.seq}`, onChoose: () => release(each) }] : []),
    { label: t('do.edit'), testid: `unit-edit-${each.seq}`, onChoose: () => setAsked({ what: 'words', seq: each.seq }) },
    { label: t('unit.news'), testid: `unit-news-${each.seq}`, onChoose: () => setAsked({ what: 'news', seq: each.seq }) },
    { label: t(each.value.opened === undefined ? 'unit.reschedule' : 'unit.hold'), testid: `unit-time-${each.seq}`, onChoose: () => setAsked({ what: 'time', seq: each.seq }) },
    ...(place > 0 ? [{ label: t('unit.up'), testid: `unit-up-${each.seq}`, onChoose: () => put(place, place - 1) }] : []),
    ...(place < list.length - 1 ? [{ label: t('unit.down'), testid: `unit-down-${each.seq}`, onChoose: () => put(place, place + 1) }] : []),
    { label: t('do.remove'), danger: true, testid: `unit-remove-${each.seq}`, onChoose: () => setAsked({ what: 'remove', seq: each.seq }) },
  ];
  const one = list.find(({ seq }) => seq === asked?.seq);
  return (
    <>
      <ol class="units" ref={element} data-testid="units">
        {list.map((each, place) => (
          <Row key={each.seq} {...each} acts={actsOf(each, place)} busy={sending} drag={drag(place)} />
        ))}
      </ol>
      {one && asked?.what === 'words' && <EditUnit unit={one} onDone={done} />}
      {one && asked?.what === 'news' && <News unit={one} onDone={done} />}
      {one && asked?.what === 'time' && <Reschedule unit={one} busy={sending} onPlan={(plan) => schedule(one, plan)} onClose={done} />}
      {one && asked?.what === 'remove' && (
        <Confirm title={t('unit.remove.ask', { title: name(one) })} hint={t('unit.remove.hint')} action={t('do.remove')} busy={sending} onClose={done}
          onConfirm={() => void run('unit.remove', { unit: one.seq }).then((ok) => ok && (done(), notify(t('unit.removed', { title: name(one) }))))} />
      )}
    </>
  );
}

function Row({ seq, value, acts, busy, drag }: Listed & { acts: readonly Act[]; busy: boolean; drag: RowDrag }): JSX.Element {
  const { t, lang } = useWords();
  const room = useContext(RoomContext);
  const title = spoken(value.title, lang);
  return (
    <li class="unit-row" data-row tabIndex={-1} {...drag} data-testid={`build-${seq}`}>
      <div class="unit-text">
        <h3><Link to={{ page: 'unit', room, unit: seq }}><span lang={title.lang} dir={title.dir}>{title.text}</span></Link></h3>
        <p class="meta"><State unit={value} />{value.announcement && <span data-testid={`build-news-${seq}`}>{t('unit.news.has')}</span>}</p>
      </div>
      <Acts acts={acts} label={t('unit.acts', { title: title.text })} busy={busy} quiet />
    </li>
  );
}

function State({ unit }: { unit: Unit }): JSX.Element {
  const { t } = useWords();
  const planned = usePlanned(unit);
  if (unit.opened !== undefined) return <Badge tone="good">{t('unit.is.open')}</Badge>;
  return planned === undefined ? <Badge tone="warm">{t('unit.held')}</Badge> : <span>{planned}</span>;
}
