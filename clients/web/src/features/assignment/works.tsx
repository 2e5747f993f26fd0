// SPDX-License-Identifier: Apache-2.0
// Who has handed in, and who has not, of those whose work one sees; and what is allowed to one of them alone.
import type { JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { useDay } from '../../core/clock.ts';
import { BOUNDS } from '../../core/contract.ts';
import { keep } from '../../core/csv.ts';
import { useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { FilterLine } from '../../ui/filters.tsx';
import { Badge, Button, Choice, Empty, Spinner } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { Table } from '../../ui/table.tsx';
import { useNameOf } from '../../ui/name-of.ts';
import { csvOf } from './csv.ts';
import { Marking } from './marking.tsx';
import type { AssignmentsView, Only, Read, Work, Works } from './view.ts';
import { WhenField, fieldsOf, saidIn, useZone } from './when.tsx';

const DIGITS = 2;

/** A page of them; undefined: not yet. `changes`: it is asked anew. */
function useWorks(item: number, only: Only, changes: number): { found: Works | undefined; ask: (only: Only, after: number) => Promise<Works>; more: () => void } {
  const room = useContext(RoomContext);
  const session = useSession();
  const [found, setFound] = useState<Works | undefined>(undefined);
  const ask = (which: Only, after: number): Promise<Works> => session.query('assignment.works', { room, item, ...(which === 'all' ? {} : { only: which }), ...(after ? { after } : {}) }) as Promise<unknown> as Promise<Works>;
  // Asked anew it is as long as it was.
  const shown = useRef({ only, count: 0 });
  const long = async (least: number): Promise<Works> => {
    let whole = await ask(only, 0);
    while (whole.works.length < Math.min(least, whole.all)) {
      const page = await ask(only, whole.works.length);
      if (page.works.length === 0) break;
      whole = { ...page, works: [...whole.works, ...page.works] };
    }
    return whole;
  };
  useEffect(() => {
    let here = true;
    void long(shown.current.only === only ? shown.current.count : 0).then((answer) => here && setFound(answer), () => undefined);
    return () => {
      here = false;
    };
  }, [item, only, changes]);
  shown.current = { only, count: found?.works.length ?? 0 };
  const more = (): void => void (found && ask(only, found.works.length).then((next) => setFound({ ...next, works: [...found.works, ...next.works] }), () => undefined));
  return { found, ask, more };
}

export function WorksList({ item }: { item: number }): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const session = useSession();
  const [only, setOnly] = useState<Only>('mark');
  const [changes, setChanges] = useState(0);
  const [marks, setMarks] = useState<string | undefined>(undefined);
  const [allows, setAllows] = useState<Work | undefined>(undefined);
  const [asked, setAsked] = useState<Read | undefined>(undefined);
  const handed = useView((view: AssignmentsView) => view.assignment?.handed) ?? 0;
  const { found, ask, more } = useWorks(item, only, changes + handed);
  useEffect(() => {
    void session.query('assignment.read', { room, item }).then((read) => setAsked(read as unknown as Read), () => undefined);
  }, [item]);
  if (!found || !asked) return <Spinner label={t('entry.loading')} />;
  const again = (): void => setChanges((now) => now + 1);
  const next = async (): Promise<void> => {
    const { works } = await ask('mark', 0);
    setMarks(works.find(({ person }) => person !== marks)?.person);
    again();
  };
  if (marks !== undefined) {
    const own = found.works.some(({ person, waits }) => waits && person === marks) ? 1 : 0;
    return <Marking key={marks} item={item} person={marks} asked={asked} more={found.mark > own} onNext={() => void next()} onBack={() => { setMarks(undefined); again(); }} />;
  }
  const options = [{ value: 'mark' as const, label: t('work.only.mark'), count: found.mark, waits: true }, { value: 'missing' as const, label: t('work.only.missing'), count: found.missing }, { value: 'all' as const, label: t('work.only.all') }];
  return (
    <>
      <div class="section-head">
        <FilterLine><Choice label={t('work.only')} name="work-only" value={only} onChange={setOnly} options={options} /></FilterLine>
        <Saves onAll={async () => {
          const first = await ask('all', 0);
          const all = [...first.works];
          while (all.length < first.all) {
            const page = await ask('all', all.length);
            if (page.works.length === 0) break;
            all.push(...page.works);
          }
          return all;
        }} />
      </div>
      {found.works.length === 0
        ? <Empty icon="people" action={<Button onClick={again} testid="work-look">{t('work.look.again')}</Button>}>{t(`work.none.${only}`)}</Empty>
        : <People works={found.works} onMark={setMarks} onAllow={setAllows} />}
      {found.works.length > 0 && <p class="row">{found.works.length < found.all && <Button onClick={more}>{t('work.more')}</Button>}<Button kind="quiet" onClick={again} testid="work-look">{t('work.look.again')}</Button></p>}
      {allows && <Allow item={item} work={allows} onDone={() => { setAllows(undefined); again(); }} onClose={() => setAllows(undefined)} />}
    </>
  );
}

function Saves({ onAll }: { onAll: () => Promise<readonly Work[]> }): JSX.Element {
  const { t } = useWords();
  const nameOf = useNameOf();
  return <Button small testid="work-csv" onClick={() => void onAll().then((all) => keep('assignment.csv', csvOf(all, nameOf)), () => undefined)}>{t('work.csv')}</Button>;
}

function Stands({ work }: { work: Work }): JSX.Element {
  const { t } = useWords();
  if (work.waits) return <Badge tone="accent">{t('work.waits')}</Badge>;
  if (work.again) return <Badge tone="warm">{t('work.asked.again')}</Badge>;
  if (work.back === undefined) return <>–</>;
  return <Badge tone={work.passed ? 'good' : 'plain'}>{t(work.passed ? 'work.passed' : 'work.not.passed')}</Badge>;
}

function People({ works, onMark, onAllow }: { works: readonly Work[]; onMark: (person: string) => void; onAllow: (work: Work) => void }): JSX.Element {
  const { t, number, moment } = useWords();
  const now = useDay();
  const nameOf = useNameOf();
  return (
    <Table caption={t('work.side.works')} rows={works} keyOf={({ person }) => person} columns={[
      { label: t('work.col.person'), cell: (work) => <bdi>{nameOf(work)}</bdi> },
      { label: t('work.col.handed'), cell: ({ handed, late }) => (handed === undefined ? '–' : <>{moment(handed, now)} {late && <Badge tone="warm">{t('work.late')}</Badge>}</>) },
      { label: t('work.col.stand'), cell: (work) => <Stands work={work} /> },
      { label: t('work.points'), number: true, cell: ({ sum }) => (sum === undefined ? '–' : number(sum)) },
      { label: t('work.col.acts'), cell: (work) => (
        <span class="row">
          {work.taken > 0 && <Button small kind={work.waits ? 'strong' : 'plain'} onClick={() => onMark(work.person)} testid={`work-mark-${work.person}`}>{t(work.waits ? 'work.mark.do' : 'work.look')}</Button>}
          <Button small onClick={() => onAllow(work)} testid={`work-allow-${work.person}`}>{t(work.attempts || work.until ? 'work.allowed' : 'work.allow.do')}</Button>
        </span>
      ) },
    ]} />
  );
}

function Allow({ item, work, onDone, onClose }: { item: number; work: Work; onDone: () => void; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const nameOf = useNameOf();
  const zone = useZone();
  const { sending, run } = useAct();
  const [attempts, setAttempts] = useState(String(work.attempts ?? 0));
  const [until, setUntil] = useState(() => fieldsOf(work.until, zone));
  const [fault, setFault] = useState(false);
  const send = (event: Event): void => {
    event.preventDefault();
    const said = saidIn(until, zone);
    const good = said !== null && /^\d+$/.test(attempts) && Number(attempts) <= BOUNDS.ASSIGNMENT_ATTEMPTS;
    setFault(!good);
    if (good) void run('assignment.allow', { item, person: work.person, attempts: Number(attempts), ...(said === undefined ? {} : { until: said }) }).then((ok) => ok && onDone());
  };
  return (
    <Dialog title={t('work.allow.title', { name: nameOf(work) })} onClose={onClose}>
      <form class="work-build" noValidate onSubmit={send}>
        <WhenField label={t('work.field.until')} value={until} onInput={setUntil} testid="work-until" />
        <p class="hint">{t('work.zone', { zone })}</p>
        <TextField label={t('work.field.more')} keys="numeric" value={attempts} max={DIGITS} onInput={setAttempts} testid="work-more" />
        <p class="refusal" role="alert">{fault && t('work.fault.allow')}</p>
        <div class="row"><Button kind="strong" submit busy={sending} testid="work-allow-send">{t('do.save')}</Button><Button onClick={onClose}>{t('do.cancel')}</Button></div>
      </form>
    </Dialog>
  );
}
