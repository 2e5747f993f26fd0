// SPDX-License-Identifier: Apache-2.0
// One person's work, marked by the rubric: numbers by the keyboard, a remark, and it is handed back or asked for again.
import type { JSX } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import type { JsonObject } from '../../core/merge.ts';
import { chars } from '../../core/text.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { TextArea, TextField } from '../../ui/field.tsx';
import { notify } from '../../ui/live.tsx';
import { Badge, Button, Spinner } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { Handed, Marked } from './shown.tsx';
import { most } from './view.ts';
import type { Asked, Hand, Whole } from './view.ts';
import { WhenField, noTime, saidIn, useZone } from './when.tsx';
import { useNameOf } from '../../ui/name-of.ts';

const DIGITS = 3;

interface MarkingProps {
  readonly item: number;
  readonly person: string;
  readonly asked: Asked;
  /** Others wait too. */
  readonly more: boolean;
  readonly onNext: () => void;
  readonly onBack: () => void;
}

export function Marking({ item, person, asked, more, onNext, onBack }: MarkingProps): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const session = useSession();
  const nameOf = useNameOf();
  const heading = useRef<HTMLHeadingElement>(null);
  const [whole, setWhole] = useState<Whole | undefined>(undefined);
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    void session.query('assignment.work', { room, item, person }).then((found) => setWhole(found as unknown as Whole), () => undefined);
  }, [item, person, changes]);
  useLayoutEffect(() => heading.current?.focus(), [whole === undefined]);
  if (!whole) return <Spinner label={t('entry.loading')} />;
  const last = whole.hands.at(-1);
  const before = whole.hands.slice(0, -1).reverse();
  return (
    <section class="work" data-testid="work-marking">
      <p class="row"><Button kind="quiet" icon="back" onClick={onBack} testid="work-list">{t('work.to.list')}</Button>{more && <Button kind="quiet" onClick={onNext} testid="work-next">{t('work.next')}</Button>}</p>
      <h2 ref={heading} tabIndex={-1}><bdi>{nameOf(whole)}</bdi></h2>
      {last && <Handed hand={last} several={whole.hands.length > 1} />}
      {last && <Form key={last.attempt} item={item} person={person} hand={last} asked={asked} onKept={() => setChanges((now) => now + 1)} onDone={onNext} />}
      {before.length > 0 && (
        <details class="fold">
          <summary>{t('work.before', { n: before.length })}</summary>
          {before.map((hand) => <div key={hand.attempt}><Handed hand={hand} several />{hand.mark && <Marked mark={hand.mark} asked={asked} />}</div>)}
        </details>
      )}
    </section>
  );
}

/* ---- the mark ---- */

interface Draft {
  readonly points: readonly string[];
  readonly text: string;
  readonly passed: boolean;
}

function draftOf({ mark }: Hand, rows: number): Draft {
  const given = (at: number): string => { const points = mark?.points[at]; return points === null || points === undefined ? '' : String(points); };
  return { points: Array.from({ length: rows }, (_, at) => given(at)), text: mark?.text ?? '', passed: mark?.passed === true };
}

/** undefined: a number is missing, or more than its row gives. `whole`: none may be missing. */
function pointsOf({ points }: Draft, { rubric = [] }: Asked, whole: boolean): (number | null)[] | undefined {
  const said = points.map((text) => (text.trim() === '' ? null : Number(text)));
  const fits = said.every((each, at) => (each === null ? !whole : Number.isInteger(each) && each >= 0 && each <= (rubric[at]?.points ?? 0)));
  return fits ? said : undefined;
}

function Form({ item, person, hand, asked, onKept, onDone }: { item: number; person: string; hand: Hand; asked: Asked; onKept: () => void; onDone: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const zone = useZone();
  const { sending, run } = useAct();
  const rubric = asked.rubric ?? [];
  const [draft, setDraft] = useState<Draft>(() => draftOf(hand, rubric.length));
  const [until, setUntil] = useState(noTime);
  const [again, setAgain] = useState(false);
  const [fault, setFault] = useState(false);
  const set = (more: Partial<Draft>): void => setDraft({ ...draft, ...more });
  const isBack = hand.mark?.back !== undefined;
  const send = async (verdict: JsonObject, whole: boolean): Promise<boolean> => {
    const points = pointsOf(draft, asked, whole);
    const good = points !== undefined && chars(draft.text) <= BOUNDS.ASSIGNMENT_REMARK_CHARS;
    setFault(!good);
    if (!good) return false;
    const text = draft.text.trim();
    return run('assignment.mark', { item, person, attempt: hand.attempt, ...(rubric.length > 0 ? { points } : {}), ...(text === '' ? {} : { text }), ...verdict });
  };
  const back = (): void => void send({ back: true, ...(draft.passed ? { passed: true } : {}) }, true).then((ok) => ok && (notify(t('work.back.done')), onDone()));
  const askAgain = (): void => {
    const date = saidIn(until, zone);
    setFault(date === null);
    if (date === null) return;
    void send({ back: true, again: true, ...(date === undefined ? {} : { until: date }) }, true).then((ok) => ok && (notify(t('work.again.done')), onDone()));
  };
  const done = again ? askAgain : back;
  const keepIt = (): void => void send({}, false).then((ok) => ok && (notify(t('work.mark.kept')), onKept()));
  const sum = draft.points.reduce((all, text) => all + (Number(text) || 0), 0);
  return (
    <form class="work-marking" noValidate onSubmit={(event) => { event.preventDefault(); done(); }}
      onKeyDown={(event) => { if (event.key === 'Enter' && event.ctrlKey && !event.isComposing) { event.preventDefault(); done(); } }}>
      {isBack && <p class="row"><Badge tone="plain">{t('work.is.back')}</Badge> <span class="hint">{t('work.is.back.hint')}</span></p>}
      {rubric.length > 0 && (
        <fieldset class="work-points">
          <legend>{t('work.rubric')} <span class="meta" data-testid="work-sum">{t('work.sum', { n: sum, all: most(rubric) })}</span></legend>
          {rubric.map(({ title, points }, at) => (
            <TextField key={at} label={t('work.give', { row: spoken(title, lang).text, n: points })} keys="numeric" value={draft.points[at] ?? ''} max={DIGITS} testid={`work-give-${at + 1}`}
              onInput={(text) => set({ points: draft.points.map((each, place) => (place === at ? text : each)) })} />
          ))}
        </fieldset>
      )}
      <TextArea label={t('work.remark')} value={draft.text} max={BOUNDS.ASSIGNMENT_REMARK_CHARS} rows={4} onInput={(text) => set({ text })} testid="work-remark" />
      <label class="check"><input type="checkbox" checked={draft.passed} disabled={again} onChange={({ currentTarget }) => set({ passed: currentTarget.checked })} data-testid="work-passes" /><span>{t('work.passes')}</span></label>
      <label class="check"><input type="checkbox" checked={again} onChange={({ currentTarget }) => setAgain(currentTarget.checked)} data-testid="work-again" /><span>{t('work.again')}</span></label>
      {again && <WhenField label={t('work.field.again')} value={until} onInput={setUntil} testid="work-again-date" />}
      {again && <p class="hint">{t('work.zone', { zone })}</p>}
      <p class="refusal" role="alert">{fault && t('work.fault.mark')}</p>
      <div class="row">
        {again
          ? <Button kind="strong" busy={sending} onClick={askAgain} testid="work-ask-again">{t('work.again.do')}</Button>
          : <Button kind="strong" submit busy={sending} testid="work-back">{t(isBack ? 'work.back.anew' : 'work.back')}</Button>}
        {!isBack && <Button busy={sending} onClick={keepIt} testid="work-keep">{t('work.mark.keep')}</Button>}
        <span class="hint">{t('work.keys')}</span>
      </div>
    </form>
  );
}
