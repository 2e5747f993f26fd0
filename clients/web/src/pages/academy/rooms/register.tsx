// SPDX-License-Identifier: Apache-2.0
// Registering for a room: its questions, for who may come; the answers, for who runs it.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useDraft } from '../../../core/draft.ts';
import { personName, spoken, useWords } from '../../../i18n/context.tsx';
import { useCommand, useAct } from '../../../ui/command.ts';
import { TextArea } from '../../../ui/field.tsx';
import { notify } from '../../../ui/live.tsx';
import { Button, Refusal } from '../../../ui/parts.tsx';
import { useSession } from '../../../ui/session.tsx';
import { wayInto } from '../../join.ts';
import { ACADEMY } from '../context.ts';
import { ANSWER_CHARS, answersSent, csvOf, unanswered } from './asks.ts';
import type { Answers, Question, Registration } from './asks.ts';
import type { Got } from './shape.ts';

export function Register({ got, registration, onDone }: { got: Got; registration: Registration; onDone: () => void }): JSX.Element {
  const { t, moment } = useWords();
  const place = `register/${got.of}`;
  const [text, setText] = useDraft(place);
  const [tried, setTried] = useState(false);
  const { sending, error, run } = useCommand(place);
  const { sending: leaving, run: act } = useAct();
  const answers = read(text);
  const wrong = unanswered(registration.questions, answers);
  const send = async (): Promise<void> => {
    setTried(true);
    if (wrong.length > 0 || !(await run('room.register', { of: got.of, answers: answersSent(answers), ...wayInto(got.of) }))) return;
    notify(t('rooms.register.done'));
    onDone();
  };
  if (got.registered !== undefined) {
    return (
      <div class="told told-done" data-testid="registered">
        <div class="row">
          <strong>{t('rooms.register.since', { date: moment(got.registered, Date.now()) })}</strong>
          <Button kind="quiet" small busy={leaving} onClick={() => void act('room.unregister', { of: got.of }).then(onDone)} testid="unregister">{t('rooms.register.not')}</Button>
        </div>
      </div>
    );
  }
  return (
    <form class="academy-part" noValidate aria-labelledby="rooms-register" data-testid="register" onSubmit={(event) => { event.preventDefault(); void send(); }}>
      <h2 id="rooms-register">{t('rooms.register')}</h2>
      <p class="hint">{t('rooms.register.hint')}</p>
      {registration.questions.map((question, at) => (
        <Answer key={at} question={question} number={at + 1} answer={answers[at + 1]} wrong={tried && wrong.includes(at + 1)} onAnswer={(answer) => setText(JSON.stringify({ ...answers, [at + 1]: answer }))} />
      ))}
      <Refusal error={error} />
      <div><Button kind="strong" submit busy={sending} testid="register-go">{t('rooms.register.go')}</Button></div>
    </form>
  );
}

function read(text: string): Answers {
  try {
    const kept = JSON.parse(text) as { [number: string]: unknown };
    return Object.fromEntries(Object.entries(kept).filter(([, answer]) => ['string', 'number', 'boolean'].includes(typeof answer))) as Answers;
  } catch {
    return {};
  }
}

function Answer({ question, number, answer, wrong, onAnswer }: {
  question: Question; number: number; answer: Answers[string] | undefined; wrong: boolean; onAnswer: (answer: Answers[string]) => void;
}): JSX.Element {
  const { t, lang } = useWords();
  const { kind, options = [], required } = question;
  const title = spoken(question.title, lang);
  const label = required ? title.text : t('rooms.register.optional', { question: title.text });
  const choices = kind === 'yesno' ? [[true, t('rooms.register.yes')] as const, [false, t('rooms.register.no')] as const]
    : options.map((option, at) => [at + 1, spoken(option, lang).text] as const);
  return (
    <div data-invalid={wrong ? 'true' : undefined}>
      {kind === 'text' ? <TextArea label={label} value={typeof answer === 'string' ? answer : ''} max={ANSWER_CHARS} rows={2} onInput={onAnswer} testid={`answer-${number}`} /> : (
        <fieldset class="field" aria-invalid={wrong ? 'true' : undefined}>
          <legend lang={title.lang} dir={title.dir}>{label}</legend>
          {choices.map(([value, says]) => (
            <label key={String(value)} class="check"><input type="radio" name={`answer-${number}`} checked={answer === value} onChange={() => onAnswer(value)} data-testid={`answer-${number}-${String(value)}`} /><span>{says}</span></label>
          ))}
        </fieldset>
      )}
      {wrong && <p class="refusal" role="alert">{t('rooms.register.wants')}</p>}
    </div>
  );
}

interface Registered {
  readonly person: string;
  readonly name?: string;
  readonly country?: string;
  readonly at: number;
  readonly answers?: Answers;
}

/** What those who registered have answered: how many they are, and a file with all of it. */
export function Registrations({ got, registration }: { got: Got; registration: Registration }): JSX.Element {
  const words = useWords();
  const { t, lang } = words;
  const session = useSession();
  const [busy, setBusy] = useState(false);
  const said = ({ kind, options = [] }: Question, answer: Answers[string] | undefined): string => {
    if (answer === undefined) return '';
    if (kind === 'choice') return spoken(options[Number(answer) - 1], lang).text;
    return typeof answer === 'boolean' ? t(answer ? 'rooms.register.yes' : 'rooms.register.no') : String(answer);
  };
  const take = async (): Promise<void> => {
    setBusy(true);
    try {
      const people: Registered[] = [];
      let after: number | undefined;
      do {
        const page = (await session.query('room.answers', { room: ACADEMY, of: got.of, ...(after === undefined ? {} : { after }) })) as { people: Registered[]; next?: number };
        people.push(...page.people);
        after = page.next;
      } while (after !== undefined);
      const head = [t('rooms.register.person'), t('rooms.invite.in'), t('rooms.date'), ...registration.questions.map(({ title }) => spoken(title, lang).text)];
      const rows = people.map(({ person, name, country, at, answers = {} }) =>
        [personName(words, name ?? person), country ?? '', new Date(at).toISOString(), ...registration.questions.map((question, index) => said(question, answers[index + 1]))]);
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([csvOf([head, ...rows])], { type: 'text/csv' }));
      link.download = `${got.of.replace(':', '-')}.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href));
    } catch {
      notify(t('entry.failed'));
    }
    setBusy(false);
  };
  return (
    <section class="academy-part" aria-labelledby="rooms-registered">
      <h2 id="rooms-registered">{t('rooms.registered')}</h2>
      <p>{t('rooms.registered.count', { n: got.registered_count ?? 0 })}</p>
      <div><Button small busy={busy} onClick={() => void take()} testid="answers-take">{t('rooms.registered.take')}</Button></div>
    </section>
  );
}
