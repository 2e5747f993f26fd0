// SPDX-License-Identifier: Apache-2.0
// A test as its staff write it: its questions, and how it is taken.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Acts } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { Confirm } from '../../ui/dialog.tsx';
import { TextArea, TextField } from '../../ui/field.tsx';
import { LanguageFields } from '../../ui/languages.tsx';
import { notify } from '../../ui/live.tsx';
import { Badge, Button, Choice, Empty, IconButton, Spinner } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { dataOf, draftOf, emptyDraft, isListed, optionAdd } from './draft.ts';
import type { Draft } from './draft.ts';
import { fieldsOf, saidIn, useZone, WhenField } from './when.tsx';
import type { Question, Reveal, Type, Written } from './view.ts';

const TYPES: readonly Type[] = ['single', 'multiple', 'boolean', 'ranking', 'numeric', 'text'];
const REVEALS: readonly Reveal[] = ['last', 'attempt', 'never'];
const DIGITS = 4;

export function Build({ item }: { item: number }): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const session = useSession();
  const [written, setWritten] = useState<Written | undefined>(undefined);
  const [changes, setChanges] = useState(0);
  const [writes, setWrites] = useState<'new' | number | undefined>(undefined);
  useEffect(() => {
    void session.query('test.read', { room, item }).then((found) => setWritten(found as Written), () => undefined);
  }, [item, changes]);
  if (!written) return <Spinner label={t('entry.loading')} />;
  const done = (): void => {
    setWrites(undefined);
    setChanges((now) => now + 1);
  };
  const add = writes === undefined && !written.begun && written.questions.length < BOUNDS.TEST_QUESTIONS
    && <Button icon="plus" testid="test-ask" onClick={() => setWrites('new')}>{t('test.ask')}</Button>;
  return (
    <>
      <Settings key={changes} item={item} written={written} onDone={done} />
      <section aria-labelledby="test-questions">
        <div class="section-head"><h2 id="test-questions">{t('test.questions.title')}</h2>{written.questions.length > 0 && add}</div>
        {written.begun && <p class="hint" data-testid="test-begun">{t('test.begun')}</p>}
        {written.questions.length === 0 && writes === undefined && <Empty icon="question" action={add}>{t('test.none.build')}</Empty>}
        <ol class="test-written">
          {written.questions.map((question, at) => (
            <li key={question.question} data-testid={`test-written-${question.question}`}>
              {writes === question.question
                ? <QuestionForm item={item} question={question} shape={written.begun === true} onDone={done} onCancel={() => setWrites(undefined)} />
                : <Row item={item} question={question} at={at} written={written} onEdit={() => setWrites(question.question)} onDone={done} />}
            </li>
          ))}
        </ol>
        {writes === 'new' && <QuestionForm item={item} shape={false} onDone={done} onCancel={() => setWrites(undefined)} />}
      </section>
    </>
  );
}

/* ---- how it is taken ---- */

const inRange = (text: string, least: number, most: number): boolean => text === '' || (/^\d+$/.test(text) && Number(text) >= least && Number(text) <= most);
const several = (key: string, text: string): { readonly [key: string]: number } => (text === '' ? {} : { [key]: Number(text) });
const shown = (value: number | undefined): string => (value === undefined ? '' : String(value));

/** What `test.set` says of it, with the questions in another order, if they are. */
function settings({ pass, attempts, minutes, due, closes, straight, reveal }: Written, order?: readonly number[]): { readonly [key: string]: number | string | boolean | number[] } {
  return { pass, ...(attempts === undefined ? {} : { attempts }), ...(minutes === undefined ? {} : { minutes }), ...(due === undefined ? {} : { due }), ...(closes === undefined ? {} : { closes }), ...(straight ? { straight } : {}), reveal, ...(order ? { questions: [...order] } : {}) };
}

function Settings({ item, written, onDone }: { item: number; written: Written; onDone: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [pass, setPass] = useState(String(written.pass));
  const [attempts, setAttempts] = useState(shown(written.attempts));
  const [minutes, setMinutes] = useState(shown(written.minutes));
  const [straight, setStraight] = useState(written.straight === true);
  const [reveal, setReveal] = useState<Reveal>(written.reveal);
  const zone = useZone();
  const [due, setDue] = useState(fieldsOf(written.due, zone));
  const [closes, setCloses] = useState(fieldsOf(written.closes, zone));
  const [fault, setFault] = useState(false);
  const send = (event: Event): void => {
    event.preventDefault();
    const [dueAt, closesAt] = [saidIn(due, zone), saidIn(closes, zone)];
    const dated = dueAt !== null && closesAt !== null && (dueAt === undefined || closesAt === undefined || closesAt >= dueAt);
    const fits = dated && pass !== '' && inRange(pass, 0, 100) && inRange(attempts, 1, BOUNDS.TEST_ATTEMPTS) && inRange(minutes, 1, BOUNDS.TEST_MINUTES);
    setFault(!fits);
    if (!fits) return;
    const data = { item, pass: Number(pass), ...several('attempts', attempts), ...several('minutes', minutes), ...(dueAt === undefined ? {} : { due: dueAt }), ...(closesAt === undefined ? {} : { closes: closesAt }), ...(straight ? { straight } : {}), reveal };
    void run('test.set', data).then((ok) => ok && (notify(t('test.set.done')), onDone()));
  };
  return (
    <details class="fold" data-testid="test-settings">
      <summary>{t('test.settings')}</summary>
      <form class="test-form" noValidate onSubmit={send}>
        <TextField label={t('test.field.pass')} keys="numeric" value={pass} max={DIGITS} onInput={setPass} testid="test-pass" />
        <TextField label={t('test.field.attempts')} keys="numeric" value={attempts} max={DIGITS} onInput={setAttempts} testid="test-attempts" />
        <TextField label={t('test.field.minutes')} keys="numeric" value={minutes} max={DIGITS} onInput={setMinutes} testid="test-minutes" />
        <WhenField label={t('test.field.due')} value={due} onInput={setDue} testid="test-due-date" />
        <WhenField label={t('test.field.closes')} value={closes} onInput={setCloses} testid="test-closes-date" />
        <p class="hint">{t('test.field.reveal')}</p>
        <Choice label={t('test.field.reveal')} name="test-reveal" value={reveal} onChange={setReveal} options={REVEALS.map((value) => ({ value, label: t(`test.reveal.${value}`) }))} />
        <label class="check"><input type="checkbox" checked={!straight} disabled={written.begun === true} onChange={({ currentTarget }) => setStraight(!currentTarget.checked)} /><span>{t('test.field.shuffled')}</span></label>
        <p class="refusal" role="alert">{fault && t('test.fault.set')}</p>
        <div class="row"><Button kind="strong" submit busy={sending} testid="test-set">{t('do.save')}</Button></div>
      </form>
    </details>
  );
}

/* ---- one question ---- */

function Row({ item, question, at, written, onEdit, onDone }: { item: number; question: Question; at: number; written: Written; onEdit: () => void; onDone: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const { sending, run } = useAct();
  const [drops, setDrops] = useState(false);
  const title = spoken(question.title, lang);
  const put = (to: number): void => {
    const order = written.questions.map((each) => each.question);
    order.splice(to, 0, ...order.splice(at, 1));
    void run('test.set', { item, ...settings(written, order) }).then((ok) => ok && onDone());
  };
  const acts = [
    { label: t('do.edit'), testid: `test-edit-${question.question}`, onChoose: onEdit },
    ...(!written.begun && at > 0 ? [{ label: t('test.up', { title: title.text }), onChoose: () => put(at - 1) }] : []),
    ...(!written.begun && at < written.questions.length - 1 ? [{ label: t('test.down', { title: title.text }), onChoose: () => put(at + 1) }] : []),
    ...(!written.begun ? [{ label: t('do.remove'), danger: true, testid: `test-drop-${question.question}`, onChoose: () => setDrops(true) }] : []),
  ];
  return (
    <div class="test-row">
      <div class="test-row-text">
        <h3 lang={title.lang} dir={title.dir}>{title.text}</h3>
        <p class="meta"><span>{t(`test.type.${question.type}`)}</span><Correct question={question} /></p>
      </div>
      <Acts acts={acts} label={t('test.acts', { title: title.text })} busy={sending} quiet />
      {drops && (
        <Confirm title={t('test.drop.ask', { title: title.text })} hint={t('test.drop.hint')} action={t('do.remove')} busy={sending} onClose={() => setDrops(false)}
          onConfirm={() => void run('test.drop', { item, question: question.question }).then((ok) => ok && onDone())} />
      )}
    </div>
  );
}

function Correct({ question }: { question: Question }): JSX.Element {
  const { t, lang } = useWords();
  const { type, correct, options = [] } = question;
  const of = (each: number | string): string => {
    if (type === 'boolean') return t(each === 1 ? 'test.true' : 'test.false');
    return isListed(type) ? spoken(options[Number(each) - 1] ?? {}, lang).text : String(each);
  };
  const text = type === 'numeric' ? draftOf(question).right : correct.map(of).join(' · ');
  return <Badge tone="good"><bdi>{text}</bdi></Badge>;
}

/** `shape`: somebody has seen it, so that its type and its options stay. */
function QuestionForm({ item, question, shape, onDone, onCancel }: { item: number; question?: Question; shape: boolean; onDone: () => void; onCancel: () => void }): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const [draft, setDraft] = useState<Draft>(() => (question ? draftOf(question) : emptyDraft));
  const [fault, setFault] = useState(false);
  const set = (more: Partial<Draft>): void => setDraft({ ...draft, ...more });
  const send = (event: Event): void => {
    event.preventDefault();
    const data = dataOf(draft);
    setFault(!data);
    if (data) void run('test.ask', { item, ...(question ? { question: question.question } : {}), ...data }).then((ok) => ok && onDone());
  };
  return (
    <form class="test-form" noValidate onSubmit={send} data-testid="test-form">
      {!question && <Choice label={t('test.type')} name="test-type" value={draft.type} onChange={(type) => set({ type, right: '' })} options={TYPES.map((value) => ({ value, label: t(`test.type.${value}`) }))} />}
      <LanguageFields label={t('test.field.title')} other={t('test.languages')} value={draft.title} max={BOUNDS.POLL_TITLE_CHARS} onInput={(title) => set({ title })} testid="test-title" />
      {isListed(draft.type) ? <OptionFields draft={draft} shape={shape} set={set} onAdd={() => setDraft(optionAdd(draft))} /> : <AnswerField draft={draft} set={set} />}
      <details class="fold">
        <summary>{t('test.feedback')}</summary>
        <LanguageFields label={t('test.field.said.right')} other={t('test.languages')} value={draft.said.right} max={BOUNDS.FEEDBACK_CHARS} onInput={(right) => set({ said: { ...draft.said, right } })} testid="test-said-right" />
        <LanguageFields label={t('test.field.said.wrong')} other={t('test.languages')} value={draft.said.wrong} max={BOUNDS.FEEDBACK_CHARS} onInput={(wrong) => set({ said: { ...draft.said, wrong } })} testid="test-said-wrong" />
      </details>
      <p class="refusal" role="alert">{fault && t('test.fault')}</p>
      <div class="row">
        <Button kind="strong" submit busy={sending} testid="test-send">{t(question ? 'do.save' : 'test.ask.do')}</Button>
        <Button onClick={onCancel}>{t('do.cancel')}</Button>
      </div>
    </form>
  );
}

interface PartProps {
  readonly draft: Draft;
  readonly set: (more: Partial<Draft>) => void;
}

function OptionFields({ draft, shape, set, onAdd }: PartProps & { shape: boolean; onAdd: () => void }): JSX.Element {
  const { t } = useWords();
  const one = draft.type === 'single';
  const put = (at: number, more: Partial<Draft['options'][number]>): void => set({
    options: draft.options.map((option, place) => (place === at ? { ...option, ...more } : one && more.right ? { ...option, right: false } : option)),
  });
  return (
    <fieldset class="test-choices">
      <legend>{t(draft.type === 'ranking' ? 'test.options.order' : 'test.options')}</legend>
      {draft.options.map((option, at) => (
        <div key={at} class="test-choice">
          <LanguageFields label={t('test.option', { n: at + 1 })} other={t('test.languages')} value={option.text} max={BOUNDS.POLL_OPTION_CHARS} onInput={(text) => put(at, { text })} testid={`test-option-${at + 1}`} />
          {draft.type !== 'ranking' && <label class="check"><input type={one ? 'radio' : 'checkbox'} name="test-right" checked={option.right} onChange={({ currentTarget }) => put(at, { right: currentTarget.checked })} data-testid={`test-right-${at + 1}`} /><span>{t('test.option.right')}</span></label>}
          {draft.type !== 'ranking' && (
            <details class="fold">
              <summary>{t('test.option.said')}</summary>
              <LanguageFields label={t('test.option.said')} other={t('test.languages')} value={option.said} max={BOUNDS.FEEDBACK_CHARS} onInput={(said) => put(at, { said })} testid={`test-said-${at + 1}`} />
            </details>
          )}
          {!shape && draft.options.length > 2 && <IconButton icon="trash" label={t('test.option.remove', { n: at + 1 })} onClick={() => set({ options: draft.options.filter((_, place) => place !== at) })} />}
        </div>
      ))}
      {!shape && draft.options.length < BOUNDS.POLL_OPTIONS && <Button icon="plus" small onClick={onAdd} testid="test-option-add">{t('test.option.add')}</Button>}
    </fieldset>
  );
}

function AnswerField({ draft, set }: PartProps): JSX.Element {
  const { t } = useWords();
  const { type, right } = draft;
  if (type === 'text') return <TextArea label={t('test.field.texts')} value={right} max={BOUNDS.POLL_TEXTS * BOUNDS.POLL_ANSWER_CHARS} onInput={(text) => set({ right: text })} testid="test-right" />;
  if (type === 'numeric') {
    return (
      <>
        <TextField label={t('test.field.number')} keys="numeric" dir="ltr" value={right} max={16} onInput={(text) => set({ right: text })} testid="test-right" />
        <TextField label={t('test.field.tolerance')} keys="numeric" dir="ltr" value={draft.tolerance} max={16} onInput={(tolerance) => set({ tolerance })} testid="test-tolerance" />
      </>
    );
  }
  return <Choice label={t('test.correct')} name="test-right" value={right} onChange={(value) => set({ right: value })} options={[{ value: '1', label: t('test.true') }, { value: '2', label: t('test.false') }]} />;
}
