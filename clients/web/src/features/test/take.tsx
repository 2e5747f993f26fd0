// SPDX-License-Identifier: Apache-2.0
// A test as a person takes it: what it is before, the paper while its time runs, and what became of it.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { serverNow, useNow } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import { useStore } from '../../core/store.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Confirm } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Badge, Button, Empty, Spinner } from '../../ui/parts.tsx';
import { RoomContext, useRoomRun, useSession } from '../../ui/session.tsx';
import { take } from '../../ui/take.ts';
import { QuestionField, ballotData } from './question.tsx';
import { Moment } from './when.tsx';
import type { Attempt, Ballot, Paper, PaperQuestion, TestsView } from './view.ts';

const MINUTE_MS = 60_000;

/** What the server says of it, anew whenever one's stand is another; undefined: not yet. */
function usePaper(item: number, attempt: number | undefined): Paper | undefined {
  const room = useContext(RoomContext);
  const session = useSession();
  const stand = useView((view: TestsView) => view.me.test?.tests?.[item]);
  const [paper, setPaper] = useState<Paper | undefined>(undefined);
  useEffect(() => {
    let here = true;
    void session.query('test.paper', { room, item, ...(attempt === undefined ? {} : { attempt }) })
      .then((found) => here && setPaper(found as Paper), () => undefined);
    return () => {
      here = false;
    };
  }, [item, attempt, stand?.attempt, stand?.taken, stand?.ends, stand?.score, stand?.left]);
  return paper;
}

interface Of {
  readonly unit: number;
  readonly item: number;
  readonly title: string;
}

export function Take(of: Of): JSX.Element {
  const { item } = of;
  const { t } = useWords();
  const [looks, setLooks] = useState<number | undefined>(undefined);
  const open = useView((view: TestsView) => view.me.test?.tests?.[item]?.attempt);
  const found = usePaper(item, open === undefined ? looks : undefined);
  if (!found) return <Spinner label={t('entry.loading')} />;
  if (found.count === 0) return <Empty icon="question">{t('test.none')}</Empty>;
  const { paper } = found;
  if (paper && paper.handed === undefined) return <Sitting key={paper.attempt} item={item} paper={paper} />;
  if (paper && looks === paper.attempt) return <Judged paper={paper} onBack={() => setLooks(undefined)} />;
  return <Before of={of} found={found} onLook={setLooks} />;
}

/* ---- before, and between ---- */

function Before({ of, found, onLook }: { of: Of; found: Paper; onLook: (attempt: number) => void }): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const { item } = of;
  const { sending, run } = useAct();
  const { may } = useRights();
  const [asks, setAsks] = useState(false);
  const begin = (): void => void run('test.begin', { item }).then((ok) => ok && setAsks(false));
  const now = useNow(MINUTE_MS);
  const closed = found.closes !== undefined && now >= found.closes;
  const best = found.taken.reduce<Attempt | undefined>((so, each) => (each.score !== undefined && (so?.score ?? -1) < each.score ? each : so), undefined);
  return (
    <section class="test-before">
      <ul class="test-facts">
        <li>{t('test.questions', { n: found.count })}</li>
        <li>{found.minutes === undefined ? t('test.timeless') : t('test.minutes', { n: found.minutes })}</li>
        <li>{t('test.pass', { n: found.pass })}</li>
        {found.attempts !== undefined && <li>{t('test.left', { n: found.left })}</li>}
        {found.due !== undefined && <li data-testid="test-due">{t('test.due')} <Moment at={found.due} /></li>}
        {found.closes !== undefined && found.closes !== found.due && <li>{t('test.closes')} <Moment at={found.closes} /></li>}
      </ul>
      {found.due !== undefined && found.due > now && <p class="row"><take.Page of={room} at={found.due} {...of} worded testid="take-due" /></p>}
      {best && <p class="test-best" data-testid="test-best">{t('test.score', { n: best.score ?? 0 })} <Badge tone={best.passed ? 'good' : 'plain'}>{t(best.passed ? 'test.passed' : 'test.not.passed')}</Badge></p>}
      {closed && <p class="hint" data-testid="test-closed">{t('test.closed')}</p>}
      {!closed && found.due !== undefined && now > found.due && found.left > 0 && <p class="hint">{t('test.late.now')}</p>}
      {found.left > 0 && !closed && may('test.begin') && <Button kind={best?.passed ? 'plain' : 'strong'} busy={sending} testid="test-begin" onClick={() => (found.minutes === undefined ? begin() : setAsks(true))}>{t(best ? 'test.begin.again' : 'test.begin')}</Button>}
      {found.left === 0 && !best?.passed && <p class="hint">{t('test.none.left')}</p>}
      {found.taken.length > 0 && <Taken list={found.taken} onLook={onLook} />}
      {asks && <Confirm title={t('test.begin.ask')} hint={t('test.begin.hint', { n: found.minutes ?? 0 })} action={t('test.begin')} busy={sending} onConfirm={begin} onClose={() => setAsks(false)} />}
    </section>
  );
}

function Taken({ list, onLook }: { list: readonly Attempt[]; onLook: (attempt: number) => void }): JSX.Element {
  const { t, full } = useWords();
  return (
    <>
      <h2>{t('test.taken')}</h2>
      <ol class="test-taken">
        {list.map(({ attempt, handed, score, passed }) => (
          <li key={attempt}>
            <span>{t('test.attempt', { n: attempt })}{handed !== undefined && <span class="meta"> {full(handed)}</span>}</span>
            {score === undefined ? <span class="meta">{t('test.marking')}</span> : <Badge tone={passed ? 'good' : 'plain'}>{t('test.score', { n: score })}</Badge>}
            {score !== undefined && <Button small onClick={() => onLook(attempt)} testid={`test-look-${attempt}`}>{t('test.look')}</Button>}
          </li>
        ))}
      </ol>
    </>
  );
}

/* ---- the paper ---- */

/** What is answered and not yet taken by the server counts as answered: it outlives a reload. */
function useOwn(item: number, attempt: number): { readonly [question: number]: Ballot } {
  const { queue } = useSession();
  const own: { [question: number]: Ballot } = {};
  for (const { method, data } of useStore(queue.waiting)) {
    if (method !== 'test.answer' || data['item'] !== item || data['attempt'] !== attempt) continue;
    own[Number(data['question'])] = (data['choices'] ?? data['values'] ?? data['texts']) as Ballot;
  }
  return own;
}

function Sitting({ item, paper }: { item: number; paper: NonNullable<Paper['paper']> }): JSX.Element {
  const { t } = useWords();
  const send = useRoomRun();
  const { sending, run } = useAct();
  const [said, setSaid] = useState<{ readonly [question: number]: Ballot }>({});
  const [hands, setHands] = useState(false);
  const waiting = useOwn(item, paper.attempt);
  const valueOf = (question: PaperQuestion): Ballot => said[question.question] ?? waiting[question.question] ?? question.ballot ?? [];
  const answered = paper.questions.filter((each) => valueOf(each).length > 0).length;
  const put = (question: PaperQuestion, ballot: Ballot): void => {
    setSaid((before) => ({ ...before, [question.question]: ballot }));
    void send('test.answer', { item, attempt: paper.attempt, question: question.question, ...ballotData(question, ballot) });
  };
  const kept = Object.keys(waiting).length === 0;
  return (
    <section class="test-paper">
      <div class="test-bar">
        <span data-testid="test-answered">{t('test.answered', { n: answered, all: paper.questions.length })}</span>
        {paper.ends !== undefined && <Left ends={paper.ends} />}
        <span class="meta" role="status" data-testid="test-kept" data-kept={kept ? 'yes' : 'no'}>{t(kept ? 'test.kept' : 'test.keeping')}</span>
      </div>
      <ol class="test-questions">
        {paper.questions.map((question) => (
          <li key={question.question}><Asked question={question} value={valueOf(question)} shut={false} onAnswer={(ballot) => put(question, ballot)} /></li>
        ))}
      </ol>
      <Button kind="strong" busy={sending} testid="test-hand" onClick={() => setHands(true)}>{t('test.hand')}</Button>
      {hands && (
        <Confirm title={t('test.hand.ask')} hint={answered < paper.questions.length ? t('test.hand.blank', { n: paper.questions.length - answered }) : t('test.hand.hint')} action={t('test.hand')} busy={sending}
          onClose={() => setHands(false)} onConfirm={() => void run('test.hand', { item, attempt: paper.attempt }).then(() => setHands(false))} />
      )}
    </section>
  );
}

function Left({ ends }: { ends: number }): JSX.Element {
  const { t, countdown } = useWords();
  const now = useNow(1000);
  const left = Math.max(0, ends - Math.max(now, serverNow()));
  return <span class="test-time" data-late={left < MINUTE_MS ? 'yes' : undefined} data-testid="test-time"><Icon name="clock" /><span class="hidden">{t('test.time.left')} </span><bdi>{countdown(left)}</bdi></span>;
}

function Asked({ question, value, shut, onAnswer }: { question: PaperQuestion; value: Ballot; shut: boolean; onAnswer: (ballot: Ballot) => void }): JSX.Element {
  const { t, lang } = useWords();
  const title = spoken(question.title, lang);
  return (
    <fieldset class="test-question" data-testid={`test-question-${question.question}`}>
      <legend lang={title.lang} dir={title.dir}>{title.text}</legend>
      {question.type === 'multiple' && <p class="hint">{t('test.several')}</p>}
      {question.type === 'ranking' && !shut && <p class="hint">{t('test.order')}</p>}
      <QuestionField question={question} value={value} shut={shut} onAnswer={onAnswer} />
      {question.score !== undefined && <Badge tone={question.score === 100 ? 'good' : question.score > 0 ? 'warm' : 'plain'}>{t('test.score', { n: question.score })}</Badge>}
      {question.feedback?.map((words, at) => {
        const said = spoken(words, lang);
        return <p key={at} class="test-feedback" lang={said.lang} dir={said.dir}>{said.text}</p>;
      })}
    </fieldset>
  );
}

/* ---- what became of it ---- */

function Judged({ paper, onBack }: { paper: NonNullable<Paper['paper']>; onBack: () => void }): JSX.Element {
  const { t } = useWords();
  return (
    <section class="test-paper" data-testid="test-judged">
      <p class="row"><Button icon="back" onClick={onBack}>{t('test.back')}</Button> {t('test.attempt', { n: paper.attempt })} <Badge tone={paper.passed ? 'good' : 'plain'}>{t('test.score', { n: paper.score ?? 0 })}</Badge></p>
      <ol class="test-questions">
        {paper.questions.map((question) => <li key={question.question}><Asked question={question} value={question.ballot ?? []} shut onAnswer={() => undefined} /></li>)}
      </ol>
    </section>
  );
}
