// SPDX-License-Identifier: Apache-2.0
// The team's: for how long everybody was there, what it takes to have completed the session, and corrections with a reason.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useRights, useView } from '../../core/here.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { ofRest } from '../../ui/later.tsx';
import { Badge, Button, Empty, Spinner } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { Table } from '../../ui/table.tsx';
import { ruleText } from './after.tsx';
import { minutesOf } from './view.ts';
import type { ListPage, Listed, PresenceView, Rule } from './view.ts';

const Files = ofRest<object>('takeout', 'Files').Page;
const PAGE = 20;
const FIND_MS = 300;
const DIGITS = 4;
const MINUTES_MAX = 1440;

interface Person extends Listed {
  readonly id: string;
}

export function AttendanceAfter(): JSX.Element {
  const { t } = useWords();
  const [words, setWords] = useState('');
  const list = useList(words.trim());
  const [correcting, setCorrecting] = useState<Person | undefined>(undefined);
  return (
    <section aria-labelledby="after-attendance" data-testid="after-attendance">
      <h3 id="after-attendance">{t('attend.title')}</h3>
      <p class="hint">{t('attend.hint')}</p>
      <RulePart />
      <TextField label={t('attend.find')} value={words} max={BOUNDS.NAME_CHARS} onInput={setWords} testid="attend-find" />
      {!list.people && <Spinner label={t('entry.loading')} />}
      {list.people?.length === 0 && <Empty icon="people">{t('attend.none')}</Empty>}
      {list.people && list.people.length > 0 && <People people={list.people} onCorrect={setCorrecting} />}
      {list.more && <p><Button onClick={list.more} testid="attend-more">{t('attend.more')}</Button></p>}
      {correcting && <Correcting person={correcting} onClose={() => setCorrecting(undefined)} />}
      <Files />
    </section>
  );
}

interface Found {
  readonly people: readonly Person[] | undefined;
  readonly more: (() => void) | undefined;
}

/** Asked again when the team has corrected something or changed the rule, and as somebody is looked for. */
function useList(words: string): Found {
  const session = useSession();
  const room = useContext(RoomContext);
  const changed = useView((view: PresenceView) => JSON.stringify([view.presence?.corrected, view.presence?.rule]));
  const [found, setFound] = useState<{ people: readonly Person[]; next: string | undefined } | undefined>(undefined);
  const ask = async (after: string | undefined): Promise<{ people: readonly Person[]; next: string | undefined }> => {
    const page = (await session.query('attendance.list', { room, limit: PAGE, ...(words ? { words } : {}), ...(after === undefined ? {} : { after }) })) as unknown as ListPage;
    return { people: Object.entries(page.people).map(([id, each]) => ({ id, ...each })), next: page.next };
  };
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => void ask(undefined).then((page) => gone || setFound(page), () => undefined), words ? FIND_MS : 0);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [session, room, changed, words]);
  const next = found?.next;
  const more = (): void => void ask(next).then((page) => setFound((now) => now && { people: [...now.people, ...page.people], next: page.next }), () => undefined);
  return { people: found?.people, more: next === undefined ? undefined : more };
}

function People({ people, onCorrect }: { people: readonly Person[]; onCorrect: (person: Person) => void }): JSX.Element {
  const words = useWords();
  const { t, number, time } = words;
  const { may } = useRights();
  const rule = useView((view: PresenceView) => view.presence?.rule !== undefined);
  const moment = (ms: number | undefined): JSX.Element | string => (ms === undefined ? '–' : <time dateTime={new Date(ms).toISOString()} title={words.full(ms)}>{time(ms)}</time>);
  return (
    <Table caption={t('attend.title')} rows={people} keyOf={({ id }) => id} columns={[
      { label: t('attend.person'), cell: ({ name, first }) => <span><bdi class="name">{personName(words, name)}</bdi>{first === undefined && <span class="hint"> {t('attend.after')}</span>}</span> },
      { label: t('attend.first'), cell: ({ first }) => moment(first) },
      { label: t('attend.left'), cell: ({ left }) => moment(left) },
      { label: t('attend.minutes'), number: true, cell: ({ id, minutes, corrected }) => <span><span data-testid={`attended-${id}`}>{t('presence.minutes', { n: minutes })}</span>{corrected && <span class="hint" title={corrected.why}> {t('attend.corrected')}</span>}</span> },
      { label: t('attend.rejoins'), number: true, cell: ({ rejoins }) => number(rejoins) },
      { label: t('attend.answered'), number: true, cell: ({ answered }) => number(answered) },
      ...(rule ? [{ label: t('attend.completed'), cell: ({ completed }: Person) => <Badge tone={completed ? 'good' : 'plain'}>{t(completed ? 'attend.yes' : 'attend.no')}</Badge> }] : []),
      ...(may('attendance.correct') ? [{ label: t('attend.correct'), cell: (person: Person) => <Button small onClick={() => onCorrect(person)} testid={`correct-${person.id}`}>{t('attend.correct')}</Button> }] : []),
    ]} />
  );
}

/** undefined: it is no such number. */
function numberOf(text: string, most: number): number | undefined {
  return /^\d+$/.test(text.trim()) && Number(text) <= most ? Number(text) : undefined;
}

function Correcting({ person, onClose }: { person: Person; onClose: () => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { sending, run } = useAct();
  const [minutes, setMinutes] = useState(String(person.minutes));
  const [why, setWhy] = useState('');
  const [fault, setFault] = useState(false);
  const name = personName(words, person.name);
  const send = (n: number | undefined, drops: boolean): void => {
    const good = (drops || n !== undefined) && why.trim() !== '';
    setFault(!good);
    if (good) void run('attendance.correct', { whom: person.id, why, ...(drops || n === undefined ? {} : { minutes: n }) }).then((done) => done && onClose());
  };
  return (
    <Dialog title={t('attend.correct.of', { name })} onClose={onClose}>
      <form class="stack" noValidate onSubmit={(event) => {
        event.preventDefault();
        send(numberOf(minutes, MINUTES_MAX), false);
      }}>
        <p>{t('attend.correct.counted', { own: t('presence.minutes', { n: minutesOf(person.total) }), name })}</p>
        <TextField label={t('attend.correct.minutes')} keys="numeric" dir="ltr" value={minutes} max={DIGITS} onInput={setMinutes} testid="correct-minutes" />
        <TextArea label={t('attend.correct.why')} rows={2} value={why} max={BOUNDS.WHY_CHARS} onInput={setWhy} testid="correct-why" />
        <p class="refusal" role="status">{fault && t('attend.correct.fault', { n: MINUTES_MAX })}</p>
        <div class="row row-end">
          {person.corrected && <Button busy={sending} onClick={() => send(undefined, true)} testid="correct-drop">{t('attend.correct.drop')}</Button>}
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} testid="correct-send">{t('do.save')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function RulePart(): JSX.Element | null {
  const words = useWords();
  const { t } = words;
  const { may } = useRights();
  const rule = useView((view: PresenceView) => view.presence?.rule);
  if (!may('attendance.rule')) return rule ? <p>{t('presence.rule', { rule: ruleText(rule, words) })}</p> : null;
  return (
    <details class="fold" data-testid="attend-rule">
      <summary>{rule ? t('presence.rule', { rule: ruleText(rule, words) }) : t('attend.rule')}</summary>
      <RuleForm key={JSON.stringify(rule)} rule={rule ?? {}} />
    </details>
  );
}

function RuleForm({ rule }: { rule: Rule }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [percent, setPercent] = useState(String(rule.percent ?? ''));
  const [checks, setChecks] = useState(String(rule.checks ?? ''));
  const [replay, setReplay] = useState(rule.replay ?? false);
  const [fault, setFault] = useState(false);
  const send = (event: Event): void => {
    event.preventDefault();
    const asks = { percent: numberOf(percent, 100), checks: numberOf(checks, BOUNDS.POLLS) };
    const good = (percent.trim() === '' || asks.percent) && (checks.trim() === '' || asks.checks);
    setFault(!good);
    if (good) void run('attendance.rule', { ...(asks.percent ? { percent: asks.percent } : {}), ...(asks.checks ? { checks: asks.checks } : {}), ...(asks.percent && replay ? { replay } : {}) });
  };
  return (
    <form class="stack" noValidate onSubmit={send}>
      <div class="row">
        <TextField label={t('attend.rule.percent')} keys="numeric" dir="ltr" value={percent} max={DIGITS} onInput={setPercent} testid="rule-percent" />
        <TextField label={t('attend.rule.checks')} keys="numeric" dir="ltr" value={checks} max={DIGITS} onInput={setChecks} testid="rule-checks" />
      </div>
      <label class="check">
        <input type="checkbox" checked={replay && percent.trim() !== ''} disabled={percent.trim() === ''} data-testid="rule-replay" onChange={(event) => setReplay(event.currentTarget.checked)} />
        <span>{t('attend.rule.replay')}</span>
      </label>
      <p class="refusal" role="status">{fault && t('attend.rule.fault', { n: BOUNDS.POLLS })}</p>
      <div class="row"><Button kind="strong" small submit busy={sending} testid="rule-save">{t('do.save')}</Button></div>
    </form>
  );
}
