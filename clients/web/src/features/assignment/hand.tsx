// SPDX-License-Identifier: Apache-2.0
// An assignment for a participant: what is asked, what they write, and what became of it. What is written is kept here at
// once, and on the server a moment later, where their other devices find it.
import type { JSX } from 'preact';
import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { BOUNDS } from '../../core/contract.ts';
import { draftClear, draftGet, draftSet } from '../../core/draft.ts';
import { useRights, useView } from '../../core/here.ts';
import { leaving } from '../../core/leaving.ts';
import { useStore } from '../../core/store.ts';
import { chars } from '../../core/text.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Confirm } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { Markup } from '../../ui/markup.tsx';
import { Badge, Button, Empty, Spinner } from '../../ui/parts.tsx';
import { RoomContext, useRoomRun, useSession } from '../../ui/session.tsx';
import { take } from '../../ui/take.ts';
import { useWriting } from '../../ui/writing.tsx';
import { FileField } from './files.tsx';
import { Handed, Marked } from './shown.tsx';
import { most, waiting } from './view.ts';
import type { AssignmentsView, Own, Read, Takes } from './view.ts';
import { Moment } from './when.tsx';

const KEEP_MS = 1500;
const MINUTE_MS = 60_000;

/** What the server says of it, anew whenever one's stand is another; undefined: not yet. */
function useRead(item: number): Read | undefined {
  const room = useContext(RoomContext);
  const session = useSession();
  const stand = useView((view: AssignmentsView) => view.me.assignment?.assignments?.[item]);
  const [read, setRead] = useState<Read | undefined>(undefined);
  // A draft that is kept changes nothing that is shown.
  const state = stand?.state === 'draft' ? undefined : stand?.state;
  useEffect(() => {
    let here = true;
    void session.query('assignment.read', { room, item }).then((found) => here && setRead(found as unknown as Read), () => undefined);
    return () => {
      here = false;
    };
  }, [item, stand?.taken, state, stand?.until, stand?.attempts, stand?.passed]);
  return read;
}

interface Of {
  readonly unit: number;
  readonly item: number;
  readonly title: string;
}

export function HandIn(of: Of): JSX.Element {
  const { item } = of;
  const { t } = useWords();
  const { may } = useRights();
  const read = useRead(item);
  if (!read) return <Spinner label={t('entry.loading')} />;
  if (!read.takes) return <Empty icon="notes">{t('work.none')}</Empty>;
  const { own } = read;
  const last = own.hands.at(-1);
  return (
    <div class="work">
      {may('assignment.hand') && <State own={own} />}
      <What of={of} read={read} />
      {last?.mark?.back !== undefined && <Marked mark={last.mark} asked={read} />}
      {may('assignment.hand') && <Writes key={`${last?.attempt ?? 0}.${own.left}`} item={item} read={read} takes={read.takes} />}
      {own.hands.length > 0 && <Came item={item} read={read} />}
    </div>
  );
}

/** Where one stands, in one line. */
function State({ own }: { own: Own }): JSX.Element {
  const { t } = useWords();
  const last = own.hands.at(-1);
  const waits = waiting(own.hands);
  const drafted = useDrafted(own);
  const word = waits ? 'handed' : own.again ? 'again' : drafted ? 'draft' : last ? 'back' : 'new';
  return (
    <p class="row" data-testid="work-state" data-state={word}>
      <Badge tone={word === 'again' ? 'warm' : word === 'back' ? 'good' : word === 'handed' ? 'accent' : 'plain'}>{t(`work.state.${word}`)}</Badge>
      {last?.late && <Badge tone="warm">{t('work.late')}</Badge>}
    </p>
  );
}

function useDrafted({ draft }: Own): boolean {
  return draft !== undefined;
}

function What({ of, read }: { of: Of; read: Read }): JSX.Element {
  const { t, lang, number } = useWords();
  const room = useContext(RoomContext);
  const now = useNow(MINUTE_MS);
  const text = spoken(read.text, lang);
  const { due, closes, left } = read.own;
  return (
    <section class="work-what">
      <dl class="work-facts">
        {due !== undefined && <><dt>{t('work.due')}</dt><dd data-testid="work-due"><Moment at={due} />{due > now && <div class="row"><take.Page of={room} at={due} {...of} worded testid="take-due" /></div>}</dd></>}
        {closes !== undefined && closes !== due && <><dt>{t('work.closes')}</dt><dd><Moment at={closes} /></dd></>}
        <dt>{t('work.takes')}</dt><dd>{t(`work.takes.${read.takes ?? 'both'}`)}</dd>
        {(read.attempts ?? 1) > 1 && <><dt>{t('work.left')}</dt><dd>{number(left)}</dd></>}
      </dl>
      <div lang={text.lang} data-testid="work-asked"><Markup text={text.text} dir={text.dir} /></div>
      {read.rubric && read.rubric.length > 0 && (
        <details class="fold">
          <summary>{t('work.rubric.of', { n: most(read.rubric) })}</summary>
          <ul class="work-rubric">
            {read.rubric.map(({ title, points }, at) => {
              const said = spoken(title, lang);
              return <li key={at}><span lang={said.lang} dir={said.dir}>{said.text}</span> <span class="meta">{t('work.points.of', { n: points })}</span></li>;
            })}
          </ul>
        </details>
      )}
    </section>
  );
}

/* ---- what one writes ---- */

interface Paper {
  readonly text: string;
  readonly files: readonly number[];
}

/** What stands here, and is sent to be kept a moment after the last key, one at a time. */
function useKept(item: number, own: Own, place: string): { paper: Paper; kept: boolean; set: (change: (now: Paper) => Paper) => void; stop: () => void } {
  const send = useRoomRun();
  const { queue } = useSession();
  const [paper, setPaper] = useState<Paper>(() => ({ text: draftGet(place) || (own.draft?.text ?? ''), files: own.draft?.files ?? [] }));
  const [said, setSaid] = useState<Paper>(() => ({ text: own.draft?.text ?? '', files: own.draft?.files ?? [] }));
  const held = useRef(false);
  const busy = useStore(queue.waiting).some(({ method, data }) => method === 'assignment.write' && data['item'] === item);
  const same = said.text === paper.text && said.files.join() === paper.files.join();
  const keep = useRef((): void => undefined);
  const underWay = useRef<Paper | undefined>(undefined);
  keep.current = () => {
    if (same || held.current || underWay.current === paper || chars(paper.text) > BOUNDS.ASSIGNMENT_WORK_CHARS) return;
    underWay.current = paper;
    void send('assignment.write', { item, ...dataOf(paper) }).then(({ ok }) => {
      if (underWay.current === paper) underWay.current = undefined;
      if (!ok) return;
      setSaid(paper);
      if (draftGet(place) === paper.text) draftClear(place);
    });
  };
  useEffect(() => {
    if (same || busy) return undefined;
    const timer = setTimeout(() => keep.current(), KEEP_MS);
    return () => clearTimeout(timer);
  }, [paper, same, busy]);
  useEffect(() => {
    const leaves = (): void => keep.current();
    const end = leaving(leaves);
    return () => (end(), leaves());
  }, []);
  const set = useCallback((change: (now: Paper) => Paper): void => setPaper((now) => {
    const next = change(now);
    draftSet(place, next.text);
    return next;
  }), [place]);
  return { paper, kept: same, set, stop: () => { held.current = true; } };
}

function dataOf({ text, files }: Paper): { readonly text?: string; readonly files?: number[] } {
  return { ...(text.trim() === '' ? {} : { text }), ...(files.length === 0 ? {} : { files: [...files] }) };
}

function Writes({ item, read, takes }: { item: number; read: Read; takes: Takes }): JSX.Element | null {
  const { t } = useWords();
  const now = useNow(MINUTE_MS);
  const { own } = read;
  if (waiting(own.hands)) return null;
  if (own.closes !== undefined && now > own.closes) return <p class="hint" data-testid="work-closed">{t('work.closed')}</p>;
  if (own.left === 0) return own.hands.at(-1)?.mark?.passed ? null : <p class="hint">{t('work.none.left')}</p>;
  return <Form item={item} own={own} takes={takes} late={own.due !== undefined && now > own.due} />;
}

function Form({ item, own, takes, late }: { item: number; own: Own; takes: Takes; late: boolean }): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const place = `assignment/${room}/${item}`;
  const { paper, kept, set, stop } = useKept(item, own, place);
  const { sending, run } = useAct();
  const writing = useWriting(place, paper.text);
  const [asks, setAsks] = useState(false);
  const long = chars(paper.text) > BOUNDS.ASSIGNMENT_WORK_CHARS;
  const empty = paper.text.trim() === '' && paper.files.length === 0;
  const hand = async (): Promise<void> => {
    stop();
    const ok = await run('assignment.hand', { item, ...dataOf(paper), ...(paper.text.trim() === '' ? {} : writing.sent) });
    if (ok) draftClear(place);
    setAsks(false);
  };
  return (
    <section class="work-form" aria-labelledby="work-yours">
      <h2 id="work-yours">{t(own.again ? 'work.yours.again' : 'work.yours')}</h2>
      {late && <p class="work-warning">{t('work.is.late')}</p>}
      {takes !== 'files' && <TextArea label={t('work.text')} rows={8} dir={writing.dir} value={paper.text} max={BOUNDS.ASSIGNMENT_WORK_CHARS} onInput={(text) => set((now) => ({ ...now, text }))} testid="work-text" />}
      {takes !== 'files' && writing.toggle}
      {takes !== 'text' && <FileField files={paper.files} onFiles={(change) => set((now) => ({ ...now, files: change(now.files) }))} />}
      <div class="row">
        <Button kind="strong" disabled={empty || long} busy={sending} testid="work-hand" onClick={() => setAsks(true)}>{t('work.hand')}</Button>
        <span class="meta" role="status" data-testid="work-kept" data-kept={kept ? 'yes' : 'no'}>{!empty && t(kept ? 'work.kept' : 'work.keeping')}</span>
      </div>
      {asks && <Confirm title={t('work.hand.ask')} hint={t(late ? 'work.hand.late' : 'work.hand.hint')} action={t('work.hand')} busy={sending} onConfirm={() => void hand()} onClose={() => setAsks(false)} />}
    </section>
  );
}

/* ---- what came ---- */

function Came({ item, read }: { item: number; read: Read }): JSX.Element {
  const { t } = useWords();
  const now = useNow(MINUTE_MS);
  const { sending, run } = useAct();
  const hands = [...read.own.hands].reverse();
  const waits = waiting(read.own.hands);
  const open = waits && (waits.due === undefined || now <= waits.due);
  return (
    <section aria-labelledby="work-came">
      <h2 id="work-came">{t('work.came')}</h2>
      {hands.map((hand, at) => (
        <div key={hand.attempt} class="work-came">
          <Handed hand={hand} several={hands.length > 1} />
          {at > 0 && hand.mark && <Marked mark={hand.mark} asked={read} />}
        </div>
      ))}
      {open && <p class="row"><Button busy={sending} testid="work-withdraw" onClick={() => void run('assignment.withdraw', { item })}>{t('work.withdraw')}</Button> <span class="hint">{t('work.withdraw.hint')}</span></p>}
    </section>
  );
}
