// SPDX-License-Identifier: Apache-2.0
// People from a file: chosen, told line by line what would happen, and then done, as often as one likes.
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { HttpError } from '../../../core/person.ts';
import { newOp } from '../../../core/command.ts';
import type { Session } from '../../../core/session.ts';
import { useStore } from '../../../core/store.ts';
import { who } from '../../../core/who.ts';
import { useWords } from '../../../i18n/context.tsx';
import { announce } from '../../../ui/live.tsx';
import { Button, Link } from '../../../ui/parts.tsx';
import { Progress } from '../../../ui/progress.tsx';
import { useSession } from '../../../ui/session.tsx';
import { usePageTitle } from '../../../ui/title.ts';
import { askAs } from '../ask.ts';
import { ACADEMY } from '../context.ts';
import { Head } from '../page.tsx';
import { Back } from './back.tsx';
import { save } from '../save.ts';
import { FileFault, ROLE_WORDS, became, compared, countsOf, patiently, utf8Of, walk } from './importing.ts';
import type { DoneRow, Fault, Plan, PlanRow } from './importing.ts';
import { ImportLines } from './import-lines.tsx';

interface File_ {
  readonly name: string;
  readonly bytes: Uint8Array;
}
interface Planned {
  readonly file: File_;
  readonly head: Pick<Plan, 'columns' | 'separator'>;
  readonly ignored: readonly string[];
  readonly rows: readonly PlanRow[];
}
type State =
  | { readonly at: 'choose'; readonly fault?: Fault | 'failed' }
  | { readonly at: 'reading'; readonly file: File_; readonly share: number; readonly lines: number }
  | { readonly at: 'planned'; readonly plan: Planned }
  | { readonly at: 'doing'; readonly plan: Planned; readonly share: number; readonly lines: number }
  | { readonly at: 'done'; readonly plan: Planned; readonly stopped: boolean };

const SAMPLE = 'name,mail,country,languages,roles,coordinates\r\n"Participant 12",participant12@police.example,TN,"ar;fr",,\r\n"Coordinator of Tunisia",coordinator@police.example,TN,ar,coordinator,TN\r\n';

export function ImportPage(): JSX.Element {
  const { t } = useWords();
  const session = useSession();
  const [state, setState] = useState<State>({ at: 'choose' });
  const stop = useRef(false);
  const [enrol, setEnrol] = useState(false);
  usePageTitle(t('import.title'));
  useEffect(() => () => {
    stop.current = true;
  }, []);
  const busy = state.at === 'doing';
  useEffect(() => {
    if (!busy) return undefined;
    const ask = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [busy]);
  const choose = (chosen: File): void => {
    stop.current = false;
    void read(session, chosen, setState, () => stop.current).catch((error: unknown) => setState({ at: 'choose', fault: error instanceof FileFault ? error.fault : 'failed' }));
  };
  const start = (plan: Planned): void => {
    stop.current = false;
    void take(plan, enrol, setState, () => stop.current);
  };
  return (
    <>
      <Back label={t('persons.title')} />
      <Head title={t('import.title')} />
      {state.at === 'choose' && <Choose fault={state.fault} onChoose={choose} />}
      {(state.at === 'reading' || state.at === 'doing') && (
        <section class="academy-part" data-testid="import-progress">
          <Progress label={t(state.at === 'reading' ? 'import.reading' : 'import.doing')} share={state.share} value={t('import.lines', { n: state.lines })} />
          <div><Button onClick={() => { stop.current = true; }} testid="import-stop">{t('import.stop')}</Button></div>
        </section>
      )}
      {state.at === 'planned' && <Ready plan={state.plan} enrol={enrol} onEnrol={setEnrol} onStart={() => start(state.plan)} onAgain={() => setState({ at: 'choose' })} />}
      {state.at === 'done' && <Done plan={state.plan} stopped={state.stopped} onGoOn={() => start(state.plan)} onAgain={() => setState({ at: 'choose' })} />}
    </>
  );
}

/** The dry run: nothing is done. */
async function read(session: Session, chosen: File, set: (state: State) => void, stopped: () => boolean): Promise<void> {
  const file = { name: chosen.name, bytes: utf8Of(new Uint8Array(await chosen.arrayBuffer())) };
  const seen = new Map<string, number>();
  const rows: PlanRow[] = [];
  let [head, ignored] = [undefined as Pick<Plan, 'columns' | 'separator'> | undefined, [] as readonly string[]];
  set({ at: 'reading', file, share: 0, lines: 0 });
  await walk(file.bytes, undefined, async (piece) => {
    const { columns, ...rest } = piece;
    const plan = (await patiently(() => session.query('person.plan', { room: ACADEMY, ...rest, ...(columns ? { columns: [...columns] } : {}) }))) as Plan;
    if (!plan.good) throw new FileFault('columns');
    return plan;
  }, (plan, share) => {
    rows.push(...compared(plan.rows, seen));
    ignored = plan.ignored ?? ignored;
    head ??= { columns: plan.columns, separator: plan.separator };
    set({ at: 'reading', file, share, lines: rows.length });
    return head;
  }, stopped);
  if (stopped()) set({ at: 'choose' });
  else if (!head || rows.length === 0) throw new FileFault('empty');
  else set({ at: 'planned', plan: { file, head, ignored, rows } });
}

/** What may pass is sent again: a piece that comes twice is done once. */
function passes(error: unknown): boolean {
  return !(error instanceof HttpError) || error.status === 429 || error.status >= 500;
}

async function take(plan: Planned, enrol: boolean, set: (state: State) => void, stopped: () => boolean): Promise<void> {
  const run = newOp();
  const done = new Map<number, DoneRow>();
  // Lines that were refused beforehand stay so, also where the server would take them.
  const skipped = plan.rows.filter(({ what }) => what === 'refused').map(({ line }) => line);
  let failed = false;
  set({ at: 'doing', plan, share: 0, lines: 0 });
  await walk(plan.file.bytes, plan.head, async (piece) => {
    const from = piece.line ?? 0;
    // A piece has few hundred lines; which they are is known once it was taken.
    const skip = skipped.filter((line) => line >= from && line < from + SKIP_LINES);
    return (await patiently(() => askAs('/api/people/import', 'POST', { ...piece, run, skip, ...(enrol ? { enrol } : {}) }), passes)) as { rows: DoneRow[]; taken: number; line: number };
  }, (answer, share) => {
    for (const row of answer.rows) done.set(row.line, row);
    set({ at: 'doing', plan, share, lines: done.size });
    return plan.head;
  }, stopped).catch(() => {
    failed = true;
  });
  set({ at: 'done', plan: { ...plan, rows: became(plan.rows, done) }, stopped: failed || stopped() });
}

const SKIP_LINES = 900;

function Choose({ fault, onChoose }: { fault: Fault | 'failed' | undefined; onChoose: (file: File) => void }): JSX.Element {
  const { t } = useWords();
  const [over, setOver] = useState(false);
  const first = (files: FileList | null | undefined): void => {
    const file = files?.[0];
    if (file) onChoose(file);
  };
  return (
    <section class="academy-part">
      <p class="lead">{t('import.lead')}</p>
      <label
        class={over ? 'people-drop people-drop-over' : 'people-drop'}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)}
        onDrop={(event) => { event.preventDefault(); setOver(false); first(event.dataTransfer?.files); }}
      >
        <strong>{t('import.choose')}</strong>
        <span class="hint">{t('import.drop')}</span>
        <input type="file" accept=".csv,.txt,text/csv" data-testid="import-file" onChange={(event) => { first(event.currentTarget.files); event.currentTarget.value = ''; }} />
      </label>
      <p class="refusal" role="alert" data-testid="refusal">{fault && t(`import.fault.${fault}`)}</p>
      <h2>{t('import.columns')}</h2>
      <dl class="people-facts people-columns">
        {(['name', 'mail', 'country', 'languages', 'roles', 'coordinates', 'person'] as const).map((column) => (
          <div key={column}><dt><code dir="ltr">{column}</code></dt><dd>{column === 'roles' ? ROLE_WORDS : t(`import.column.${column}`)}</dd></div>
        ))}
      </dl>
      <p class="hint">{t('import.known')}</p>
      <div><Button icon="download" onClick={() => save('people-example.csv', SAMPLE)} testid="import-sample">{t('import.sample')}</Button></div>
    </section>
  );
}

function Ready({ plan, enrol, onEnrol, onStart, onAgain }: {
  plan: Planned; enrol: boolean; onEnrol: (enrol: boolean) => void; onStart: () => void; onAgain: () => void;
}): JSX.Element {
  const { t } = useWords();
  const mails = useStore(who)?.site.ways.includes('mail') === true;
  const counts = countsOf(plan.rows);
  const does = counts.add + counts.change;
  const says = t('import.would', { n: plan.rows.length });
  useEffect(() => announce(says), [says]);
  return (
    <>
      <section class="academy-part" aria-labelledby="import-ready" data-testid="import-ready">
        <h2 id="import-ready"><bdi>{plan.file.name}</bdi></h2>
        <p>{says}</p>
        {plan.ignored.length > 0 && <p class="hint">{t('import.ignored', { names: plan.ignored.join(', ') })}</p>}
        {counts.add > 0 && mails && (
          <label class="check"><input type="checkbox" checked={enrol} onChange={(event) => onEnrol(event.currentTarget.checked)} data-testid="import-enrol" /><span>{t('import.enrol')}</span></label>
        )}
        <div class="row">
          {does > 0 && <Button kind="strong" onClick={onStart} testid="import-start">{t('import.start', { n: does })}</Button>}
          {does === 0 && <p><strong>{t('import.nothing')}</strong></p>}
          <Button onClick={onAgain} testid="import-again">{t('import.other')}</Button>
        </div>
      </section>
      <ImportLines rows={plan.rows} />
    </>
  );
}

function Done({ plan, stopped, onGoOn, onAgain }: { plan: Planned; stopped: boolean; onGoOn: () => void; onAgain: () => void }): JSX.Element {
  const { t } = useWords();
  const says = t(stopped ? 'import.stopped' : 'import.done');
  useEffect(() => announce(says), [says]);
  return (
    <>
      <section class="academy-part" aria-labelledby="import-done" data-testid="import-done">
        <h2 id="import-done">{says}</h2>
        {stopped && <p>{t('import.stopped.hint')}</p>}
        <div class="row">
          {stopped && <Button kind="strong" onClick={onGoOn} testid="import-go-on">{t('import.goon')}</Button>}
          <Link to={{ page: 'academy', part: 'people', rest: [] }} class="button" testid="import-to-people">{t('import.look')}</Link>
          <Button onClick={onAgain}>{t('import.other')}</Button>
        </div>
      </section>
      <ImportLines rows={plan.rows} done />
    </>
  );
}
