// SPDX-License-Identifier: Apache-2.0
// How people did in a test whose work one sees: each question, each person, and what is allowed to one of them alone.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { useDay } from '../../core/clock.ts';
import { BOUNDS } from '../../core/contract.ts';
import { keep } from '../../core/csv.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Badge, Button, Empty, Spinner } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { Table } from '../../ui/table.tsx';
import { useNameOf } from '../../ui/name-of.ts';
import { csvOf } from './csv.ts';
import { fieldsOf, saidIn, useZone, WhenField } from './when.tsx';
import type { Results as Answer, Taker, Written } from './view.ts';

const DIGITS = 4;

export function Results({ item }: { item: number }): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const session = useSession();
  const [found, setFound] = useState<Answer | undefined>(undefined);
  const [written, setWritten] = useState<Written | undefined>(undefined);
  const [changes, setChanges] = useState(0);
  const [allows, setAllows] = useState<Taker | undefined>(undefined);
  const ask = (after: number): Promise<Answer> => session.query('test.results', { room, item, ...(after ? { after } : {}) }) as Promise<unknown> as Promise<Answer>;
  useEffect(() => {
    void ask(0).then(setFound, () => undefined);
    void session.query('test.read', { room, item }).then((read) => setWritten(read as Written), () => undefined);
  }, [item, changes]);
  if (!found) return <Spinner label={t('entry.loading')} />;
  if (found.all === 0) return <Empty icon="people" action={<Button onClick={() => setChanges((now) => now + 1)}>{t('test.again')}</Button>}>{t('test.results.none')}</Empty>;
  const more = (): void => void ask(found.takers.length).then((next) => setFound({ ...found, takers: [...found.takers, ...next.takers] }), () => undefined);
  return (
    <>
      {found.questions && <Questions sums={found.questions} written={written} />}
      <People found={found} written={written} onAllow={setAllows} onAll={async () => {
        const all = [...found.takers];
        while (all.length < found.all) {
          const page = await ask(all.length);
          if (page.takers.length === 0) break;
          all.push(...page.takers);
        }
        return all;
      }} />
      {found.takers.length < found.all && <p><Button onClick={more}>{t('test.more')}</Button></p>}
      {allows && <Allow item={item} taker={allows} onDone={() => (setAllows(undefined), setChanges((now) => now + 1))} onClose={() => setAllows(undefined)} />}
    </>
  );
}

/** Who may not read the questions has their numbers. */
function useTitles(written: Written | undefined, count: number): readonly string[] {
  const { lang, t } = useWords();
  return Array.from({ length: count }, (_, at) => {
    const question = written?.questions[at];
    return question ? spoken(question.title, lang).text : t('test.question', { n: at + 1 });
  });
}

function Questions({ sums, written }: { sums: NonNullable<Answer['questions']>; written: Written | undefined }): JSX.Element {
  const { t, number } = useWords();
  const titles = useTitles(written, sums.length);
  return (
    <section aria-labelledby="test-by-question">
      <h2 id="test-by-question">{t('test.by.question')}</h2>
      <Table caption={t('test.by.question')} rows={sums.map((each, at) => ({ ...each, title: titles[at] ?? '' }))} keyOf={({ question }) => question} columns={[
        { label: t('test.col.question'), cell: ({ title }) => <bdi>{title}</bdi> },
        { label: t('test.col.score'), number: true, cell: ({ score, count }) => (count ? t('test.score', { n: score }) : '–') },
        { label: t('test.col.asked'), number: true, cell: ({ count }) => number(count) },
        { label: t('test.col.blank'), number: true, cell: ({ blank }) => number(blank) },
      ]} />
    </section>
  );
}

function People({ found, written, onAllow, onAll }: { found: Answer; written: Written | undefined; onAllow: (taker: Taker) => void; onAll: () => Promise<readonly Taker[]> }): JSX.Element {
  const { t, number, moment } = useWords();
  const now = useDay();
  const nameOf = useNameOf();
  const titles = useTitles(written, found.questions?.length ?? 0);
  return (
    <section aria-labelledby="test-by-person">
      <div class="section-head">
        <h2 id="test-by-person">{t('test.by.person')}</h2>
        <Button small testid="test-csv" onClick={() => void onAll().then((all) => keep('test.csv', csvOf(all, titles, nameOf)), () => undefined)}>{t('test.csv')}</Button>
      </div>
      <Table caption={t('test.by.person')} rows={found.takers} keyOf={({ person }) => person} columns={[
        { label: t('test.col.person'), cell: (taker) => <bdi>{nameOf(taker)}</bdi> },
        { label: t('test.col.score'), number: true, cell: ({ score, passed }) => (score === undefined ? '–' : <Badge tone={passed ? 'good' : 'plain'}>{t('test.score', { n: score })}</Badge>) },
        { label: t('test.col.attempts'), number: true, cell: ({ taken }) => number(taken) },
        { label: t('test.col.handed'), cell: ({ handed, open, late }) => (open ? t('test.sits') : handed === undefined ? '–' : <>{moment(handed, now)}{late && <> <Badge tone="warm">{t('test.late')}</Badge></>}</>) },
        { label: t('test.allow'), cell: (taker) => <Button small onClick={() => onAllow(taker)} testid={`test-allow-${taker.person}`}>{taker.attempts || taker.minutes || taker.until ? t('test.allowed', { n: taker.attempts ?? 0, minutes: taker.minutes ?? 0 }) : t('test.allow.do')}</Button> },
      ]} />
    </section>
  );
}

function Allow({ item, taker, onDone, onClose }: { item: number; taker: Taker; onDone: () => void; onClose: () => void }): JSX.Element {
  const { t } = useWords();
  const nameOf = useNameOf();
  const { sending, run } = useAct();
  const [attempts, setAttempts] = useState(String(taker.attempts ?? 0));
  const [minutes, setMinutes] = useState(String(taker.minutes ?? 0));
  const zone = useZone();
  const [until, setUntil] = useState(fieldsOf(taker.until, zone));
  const fits = (text: string, most: number): boolean => /^\d+$/.test(text) && Number(text) <= most;
  const [fault, setFault] = useState(false);
  const send = (event: Event): void => {
    event.preventDefault();
    const at = saidIn(until, zone);
    const good = fits(attempts, BOUNDS.TEST_ATTEMPTS) && fits(minutes, BOUNDS.TEST_MINUTES) && at !== null;
    setFault(!good);
    if (good) void run('test.allow', { item, person: taker.person, attempts: Number(attempts), minutes: Number(minutes), ...(at === undefined ? {} : { until: at }) }).then((ok) => ok && onDone());
  };
  return (
    <Dialog title={t('test.allow.title', { name: nameOf(taker) })} onClose={onClose}>
      <form class="test-form" noValidate onSubmit={send}>
        <TextField label={t('test.field.more.attempts')} keys="numeric" value={attempts} max={DIGITS} onInput={setAttempts} testid="test-more-attempts" />
        <TextField label={t('test.field.more.minutes')} keys="numeric" value={minutes} max={DIGITS} onInput={setMinutes} testid="test-more-minutes" />
        <WhenField label={t('test.field.until')} value={until} onInput={setUntil} testid="test-until" />
        <p class="refusal" role="alert">{fault && t('test.fault.set')}</p>
        <div class="row"><Button kind="strong" submit busy={sending} testid="test-allow-send">{t('do.save')}</Button><Button onClick={onClose}>{t('do.cancel')}</Button></div>
      </form>
    </Dialog>
  );
}
