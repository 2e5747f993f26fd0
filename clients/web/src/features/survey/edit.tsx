// SPDX-License-Identifier: Apache-2.0
// A form while it is written, in one's own language; it begins with what is mostly asked.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useView } from '../../core/here.ts';
import type { JsonObject } from '../../core/merge.ts';
import type { Texts } from '../../core/views.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { Button } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import { KINDS } from './view.ts';
import type { Form, Kind, Question, SurveyView } from './view.ts';

export type Place = 'session' | 'course';

const DAYS = 14;
const DAYS_MAX = 60;
const DIGITS = 2;

export function sample({ t, lang }: Words, place: Place, twice: boolean): Form {
  const say = (text: string): Texts => ({ [lang]: text });
  const moments = { 1: { phase: 'shut' as const } };
  if (twice) return { title: say(t('survey.sample.twice')), questions: [{ kind: 'scale', title: say(t('survey.sample.sure')) }], twice, moments };
  const questions: readonly Question[] = [
    { kind: 'scale', title: say(t('survey.sample.overall')) },
    { kind: 'text', title: say(t('survey.sample.useful')) },
    { kind: 'text', title: say(t('survey.sample.better')) },
  ];
  return { title: say(t('survey.sample.title')), questions, days: DAYS, ...(place === 'session' ? { end: true as const } : {}), moments };
}

function put(texts: Texts | undefined, lang: string, text: string): Texts {
  return { ...texts, [lang]: text };
}

function without(texts: Texts): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => typeof text === 'string' && text.trim() !== ''));
}

export function Editing({ seq, form, place, onClose }: { seq?: number; form: Form; place: Place; onClose: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const { sending, run } = useAct();
  const [said, setSaid] = useState(form);
  const [days, setDays] = useState(String(form.days ?? ''));
  const [fault, setFault] = useState(false);
  const change = (more: Partial<Form>): void => setSaid({ ...said, ...more });
  const good = Object.keys(without(said.title)).length > 0 && /^\d*$/.test(days.trim()) && Number(days) <= DAYS_MAX
    && said.questions.every(({ title, kind, options = [] }) => Object.keys(without(title)).length > 0
      && (kind !== 'choice' || (options.length >= 2 && options.every((option) => Object.keys(without(option)).length > 0))));
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    setFault(!good);
    if (!good) return;
    const { moments: _, days: __, text, unit, after, title, questions, ...rest } = said;
    const data = {
      ...rest, title: without(title), questions: questions.map(({ options, title: asked, kind }) => ({ kind, title: without(asked), ...(kind === 'choice' ? { options: (options ?? []).map(without) } : {}) })),
      ...(text && Object.keys(text).length > 0 ? { text } : {}), ...(unit ? { unit } : {}), ...(after && said.twice ? { after } : {}), ...(Number(days) > 0 ? { days: Number(days) } : {}),
    } as unknown as JsonObject;
    if (await run(seq === undefined ? 'survey.add' : 'survey.edit', seq === undefined ? data : { survey: seq, ...data })) onClose();
  };
  return (
    <Dialog title={t(seq === undefined ? (form.twice ? 'survey.new.twice' : 'survey.new') : 'survey.edit')} wide onClose={onClose}>
      <form class="stack" noValidate onSubmit={(event) => void send(event)}>
        <p class="hint">{t(said.twice ? 'survey.twice.hint' : 'survey.hint', { n: BOUNDS.BALLOTS_LEAST })}</p>
        <TextField label={t('survey.name')} value={spoken(said.title, lang).text} max={BOUNDS.TITLE_CHARS} onInput={(text) => change({ title: put(said.title, lang, text) })} testid="survey-name" />
        {said.questions.map((question, at) => (
          <Asking key={at} at={at} question={question} twice={said.twice ?? false}
            onChange={(next) => change({ questions: said.questions.map((each, place) => (place === at ? next : each)) })}
            onRemove={said.questions.length > 1 ? () => change({ questions: said.questions.filter((_, place) => place !== at) }) : undefined} />
        ))}
        {said.questions.length < BOUNDS.SURVEY_QUESTIONS && (
          <div><Button small kind="quiet" icon="plus" onClick={() => change({ questions: [...said.questions, { kind: 'scale', title: {} }] })} testid="survey-question-add">{t('survey.question.add')}</Button></div>
        )}
        {place === 'session' && (
          <label class="check">
            <input type="checkbox" checked={said.end ?? false} data-testid="survey-end" onChange={(event) => setSaid(event.currentTarget.checked ? { ...said, end: true } : (({ end: _, ...rest }) => rest)(said))} />
            <span>{t('survey.end')}</span>
          </label>
        )}
        {place === 'course' && <Units form={said} onChange={change} />}
        <TextField label={t('survey.days')} keys="numeric" dir="ltr" value={days} max={DIGITS} onInput={setDays} testid="survey-days" />
        <p class="refusal" role="status">{fault && t('survey.fault', { n: DAYS_MAX })}</p>
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} testid="survey-save">{t('do.save')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function Units({ form, onChange }: { form: Form; onChange: (more: Partial<Form>) => void }): JSX.Element {
  const { t, lang } = useWords();
  const units = useView((view: SurveyView) => view.unit?.units) ?? {};
  const options = [{ value: '0', label: t('survey.unit.none') }, ...Object.entries(units).map(([value, { title }]) => ({ value, label: spoken(title, lang).text }))];
  return (
    <>
      <Select label={t(form.twice ? 'survey.unit.before' : 'survey.unit')} value={String(form.unit ?? 0)} options={options} onChange={(value) => onChange({ unit: Number(value) })} testid="survey-unit" />
      {form.twice && <Select label={t('survey.unit.after')} value={String(form.after ?? 0)} options={options} onChange={(value) => onChange({ after: Number(value) })} testid="survey-unit-after" />}
    </>
  );
}

function Asking({ at, question, twice, onChange, onRemove }: {
  at: number; question: Question; twice: boolean; onChange: (question: Question) => void; onRemove: (() => void) | undefined;
}): JSX.Element {
  const { t, lang } = useWords();
  const { kind, title, options = [] } = question;
  const kinds = KINDS.filter((each) => !twice || each !== 'text');
  return (
    <fieldset class="survey-question">
      <legend>{t('survey.question', { n: at + 1 })}</legend>
      <TextField label={t('survey.question.text')} value={spoken(title, lang).text} max={BOUNDS.SURVEY_CHARS} onInput={(text) => onChange({ ...question, title: put(title, lang, text) })} testid={`survey-question-${at}`} />
      <Select label={t('survey.kind')} value={kind} options={kinds.map((value) => ({ value, label: t(`survey.kind.${value}`) }))} testid={`survey-kind-${at}`}
        onChange={(value) => onChange({ kind: value as Kind, title, ...(value === 'choice' ? { options: options.length > 0 ? options : [{}, {}] } : {}) })} />
      {kind === 'choice' && options.map((option, place) => (
        <TextField key={place} label={t('survey.option', { n: place + 1 })} value={spoken(option, lang).text} max={BOUNDS.SURVEY_CHARS} testid={`survey-option-${at}-${place}`}
          onInput={(text) => onChange({ ...question, options: options.map((each, where) => (where === place ? put(each, lang, text) : each)) })} />
      ))}
      <div class="row">
        {kind === 'choice' && options.length < BOUNDS.SURVEY_OPTIONS && <Button small kind="quiet" icon="plus" onClick={() => onChange({ ...question, options: [...options, {}] })} testid={`survey-option-add-${at}`}>{t('survey.option.add')}</Button>}
        {onRemove && <Button small kind="quiet" onClick={onRemove} testid={`survey-question-remove-${at}`}>{t('survey.question.remove')}</Button>}
      </div>
    </fieldset>
  );
}
