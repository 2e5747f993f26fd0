// SPDX-License-Identifier: Apache-2.0
// One question of a paper: what is asked, and the way to answer it by its type.
import type { JSX } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { leaving } from '../../core/leaving.ts';
import type { JsonObject } from '../../core/merge.ts';
import { bySeq } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { TextField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Button, IconButton } from '../../ui/parts.tsx';
import type { Ballot, PaperQuestion } from './view.ts';

/** Of what is being typed nothing is sent before the hand rests. */
const REST_MS = 600;
const NUMBER_DIGITS = 16;

/** A ballot as a command says it. */
export function ballotData({ type }: { readonly type: PaperQuestion['type'] }, ballot: Ballot): JsonObject {
  if (ballot.length === 0) return { choices: [] };
  if (type === 'text') return { texts: ballot.map(String) };
  return type === 'ranking' || type === 'numeric' ? { values: ballot.map(Number) } : { choices: ballot.map(Number) };
}

interface FieldProps {
  readonly question: PaperQuestion;
  readonly value: Ballot;
  readonly shut: boolean;
  readonly onAnswer: (ballot: Ballot) => void;
}

interface Option {
  readonly number: number;
  readonly label: string;
  readonly lang?: string;
  readonly dir?: 'ltr' | 'rtl';
}

function useOptions({ type, options, ask = {} }: PaperQuestion): readonly Option[] {
  const { t, lang, number } = useWords();
  if (type === 'boolean') return [{ number: 1, label: t('test.true') }, { number: 2, label: t('test.false') }];
  if (type === 'yesno') return [{ number: 1, label: t('test.yes') }, { number: 2, label: t('test.no') }];
  if (type === 'scale') {
    const from = ask.from ?? 1;
    const steps = (ask.to ?? from) - from + 1;
    return Array.from({ length: steps }, (_, at) => {
      const end = at === 0 ? ask.low : at === steps - 1 ? ask.high : undefined;
      return { number: at + 1, label: number(from + at) + (end ? ` · ${spoken(end, lang).text}` : '') };
    });
  }
  return bySeq(options).map(({ seq, value }) => {
    const said = spoken(value, lang);
    return { number: seq, label: said.text, lang: said.lang, dir: said.dir };
  });
}

export function QuestionField(props: FieldProps): JSX.Element {
  const { type } = props.question;
  if (type === 'ranking') return <Ranking {...props} />;
  if (type === 'text' || type === 'numeric') return <Words {...props} />;
  return <Options {...props} several={type === 'multiple'} />;
}

function Options({ question, value, shut, onAnswer, several }: FieldProps & { several: boolean }): JSX.Element {
  const options = useOptions(question);
  const name = useId();
  const put = (number: number, on: boolean): void => onAnswer(several
    ? [...value.filter((each) => each !== number), ...(on ? [number] : [])].sort((a, b) => Number(a) - Number(b)) : [number]);
  const right = question.correct;
  return (
    <div class="test-options">
      {options.map(({ number, label, lang, dir }) => (
        <label key={number} class="test-option" data-right={right?.includes(number) ? 'yes' : undefined}>
          <input type={several ? 'checkbox' : 'radio'} name={name} disabled={shut} checked={value.includes(number)} data-testid={`test-option-${question.question}-${number}`}
            onChange={({ currentTarget }) => put(number, currentTarget.checked)} />
          <span lang={lang} dir={dir}>{label}</span>
          {right?.includes(number) && <Right />}
        </label>
      ))}
    </div>
  );
}

function Right(): JSX.Element {
  const { t } = useWords();
  return <span class="test-right"><Icon name="check" />{t('test.correct')}</span>;
}

function Ranking({ question, value, shut, onAnswer }: FieldProps): JSX.Element {
  const { t } = useWords();
  const options = useOptions(question);
  const order = value.length === options.length ? value.map(Number) : options.map(({ number }) => number);
  const put = (from: number, to: number): void => {
    const next = [...order];
    next.splice(to, 0, ...next.splice(from, 1));
    onAnswer(next);
  };
  const labelOf = (number: number): Option => options.find((each) => each.number === number) ?? { number, label: '' };
  return (
    <>
      <ol class="test-ranking">
        {order.map((number, at) => {
          const { label, lang, dir } = labelOf(number);
          return (
            <li key={number}>
              <span lang={lang} dir={dir}>{label}</span>
              {!shut && at > 0 && <IconButton icon="up" label={t('test.up', { title: label })} onClick={() => put(at, at - 1)} />}
              {!shut && at < order.length - 1 && <IconButton icon="down" label={t('test.down', { title: label })} onClick={() => put(at, at + 1)} />}
            </li>
          );
        })}
      </ol>
      {!shut && value.length === 0 && <Button small onClick={() => onAnswer(order)} testid={`test-keep-${question.question}`}>{t('test.order.keep')}</Button>}
      {question.correct && <p class="test-right"><Icon name="check" />{t('test.correct.is', { text: question.correct.map((each) => labelOf(Number(each)).label).join(' · ') })}</p>}
    </>
  );
}

/** What is written leaves when the hand rests, or goes elsewhere. */
function Words({ question, value, shut, onAnswer }: FieldProps): JSX.Element {
  const { t, lang } = useWords();
  const { decimals = 0, unit } = question.ask ?? {};
  const shown = (ballot: Ballot): string => (question.type === 'text' ? String(ballot[0] ?? '') : ballot.length === 0 ? '' : String(Number(ballot[0]) / 10 ** decimals));
  const [text, setText] = useState(() => shown(value));
  const waits = useRef<{ timer: number; send: () => void } | undefined>(undefined);
  const flush = (): void => {
    const now = waits.current;
    waits.current = undefined;
    if (!now) return;
    clearTimeout(now.timer);
    now.send();
  };
  useEffect(() => {
    if (!waits.current) setText(shown(value));
  }, [value.join('\n')]);
  useEffect(() => {
    const end = leaving(flush);
    return () => (end(), flush());
  }, []);
  const ballotOf = (said: string): Ballot | undefined => {
    if (said.trim() === '') return [];
    if (question.type === 'text') return [said.trim()];
    const number = Math.round(Number(said.trim().replace(',', '.')) * 10 ** decimals);
    return Number.isFinite(number) ? [number] : undefined;
  };
  const type = (said: string): void => {
    setText(said);
    clearTimeout(waits.current?.timer);
    const send = (): void => {
      const ballot = ballotOf(said);
      if (ballot) onAnswer(ballot);
    };
    waits.current = { send, timer: window.setTimeout(flush, REST_MS) };
  };
  const label = unit ? t('test.answer.in', { unit: spoken(unit, lang).text }) : t('test.answer');
  return (
    <>
      <TextField label={label} keys={question.type === 'text' ? 'text' : 'numeric'} value={text} max={question.type === 'text' ? BOUNDS.POLL_ANSWER_CHARS : NUMBER_DIGITS}
        readOnly={shut} onInput={type} onChange={flush} testid={`test-words-${question.question}`} />
      {question.correct && <p class="test-right"><Icon name="check" />{t('test.correct.is', { text: question.type === 'text' ? question.correct.join(' · ') : shown(question.correct) })}</p>}
    </>
  );
}
