// SPDX-License-Identifier: Apache-2.0
// What is open to be answered, each as a line that opens when one wants it; and for the team all forms.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { useDay } from '../../core/clock.ts';
import { BOUNDS } from '../../core/contract.ts';
import { useHere, useRights, useView } from '../../core/here.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/field.tsx';
import { notify } from '../../ui/live.tsx';
import { Badge, Button } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { TemplateContext } from '../../ui/template.ts';
import { Team } from './team.tsx';
import { STEPS, asked, open, unitOf } from './view.ts';
import type { Ask, Question, Said, SurveyView } from './view.ts';

export function SurveyAfter(): JSX.Element | null {
  const { staff, may } = useRights();
  if (staff) return may('survey.add') ? <Team place="session" /> : null;
  return <Asked />;
}

export function SurveyCourse(): JSX.Element | null {
  const { staff, may } = useRights();
  const none = useView((view: SurveyView) => Object.keys(view.survey?.surveys ?? {}).length === 0);
  // Whoever keeps a library has no use for one.
  const library = useContext(TemplateContext) === 'library' && none;
  if (staff) return may('survey.add') && !library ? <Team place="course" /> : null;
  return <Asked />;
}

/** While a session goes on: what they have answered makes room. */
export function SurveyNow(): JSX.Element | null {
  const { may } = useRights();
  const view = useHere().view as unknown as SurveyView;
  const waits = useView((now: SurveyView) => asked(now).map(({ seq, which }) => `${seq}-${which}`).join());
  if (waits === '' || !may('survey.answer')) return null;
  return <ul class="survey-list" data-testid="surveys">{asked(view).map((ask) => <Line key={`${ask.seq}-${ask.which}`} ask={ask} />)}</ul>;
}

/** On the page of a unit: what opens with it. */
export function SurveyUnit({ unit }: { unit: number }): JSX.Element | null {
  const { staff, may } = useRights();
  if (staff) return may('survey.add') ? <Team place="course" unit={unit} /> : null;
  return <Asked unit={unit} />;
}

function Asked({ unit }: { unit?: number }): JSX.Element | null {
  const { t } = useWords();
  const surveys = useView((view: SurveyView) => view.survey?.surveys);
  const { may } = useRights();
  const asks = open(surveys).filter(({ form, which }) => unit === undefined || unitOf(form, which) === unit);
  if (asks.length === 0 || !may('survey.answer')) return null;
  return (
    <section class="survey" aria-labelledby="survey-asked" data-testid="surveys">
      <h2 id="survey-asked">{t('survey.asked')}</h2>
      <ul class="survey-list">{asks.map((ask) => <Line key={`${ask.seq}-${ask.which}`} ask={ask} />)}</ul>
    </section>
  );
}

function Line({ ask }: { ask: Ask }): JSX.Element {
  const { t, lang, moment } = useWords();
  const now = useDay();
  const session = useSession();
  const room = useContext(RoomContext);
  const { seq, form, which } = ask;
  const answered = useView((view: SurveyView) => view.me.survey?.answered?.[seq]?.includes(which) ?? false);
  const [said, setSaid] = useState<Said | undefined>(undefined);
  const [waits, setWaits] = useState(false);
  const title = spoken(form.title, lang);
  const closes = form.moments[which]?.closes;
  const begin = async (): Promise<void> => {
    const none: Said = { choices: form.questions.map(() => 0), texts: form.questions.map(() => '') };
    setWaits(true);
    const own = answered ? await session.query('survey.own', { room, survey: seq }).then((answer) => (answer as unknown as { readonly answers: { readonly [moment: string]: Said } }).answers[which], () => undefined) : undefined;
    setWaits(false);
    setSaid(own ?? none);
  };
  return (
    <li class="survey-line">
      <span class="survey-what">
        <span lang={title.lang} dir={title.dir}>{title.text}</span>
        {form.twice && <> <Badge tone="plain">{t(which === 1 ? 'survey.before' : 'survey.after')}</Badge></>}
        <span class="hint"> {answered ? t('survey.sent') : ''}{closes === undefined ? '' : ` ${t('survey.until', { time: moment(closes, now) })}`}</span>
      </span>
      <Button kind={answered ? 'plain' : 'strong'} small busy={waits} onClick={() => void begin()} testid={`survey-answer-${seq}-${which}`}>{t(answered ? 'survey.change' : 'survey.answer')}</Button>
      {said && <Answering ask={ask} said={said} onClose={() => setSaid(undefined)} />}
    </li>
  );
}

function Answering({ ask: { seq, form, which }, said, onClose }: { ask: Ask; said: Said; onClose: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const { sending, run } = useAct();
  const [choices, setChoices] = useState(said.choices);
  const [texts, setTexts] = useState(said.texts);
  const [fault, setFault] = useState(false);
  const title = spoken(form.title, lang).text;
  const text = spoken(form.text, lang);
  const put = <T,>(list: readonly T[], at: number, value: T): readonly T[] => list.map((each, place) => (place === at ? value : each));
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const trimmed = texts.map((each) => each.replace(/\s+/gu, ' ').trim());
    const any = choices.some((choice) => choice > 0) || trimmed.some((each) => each !== '');
    setFault(!any);
    const words = trimmed.some((each) => each !== '') ? { texts: trimmed } : {};
    if (!any || !await run('survey.answer', { survey: seq, ...(which === 2 ? { moment: 2 } : {}), choices: [...choices], ...words })) return;
    notify(t('survey.thanks'));
    onClose();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="stack" noValidate onSubmit={(event) => void send(event)}>
        {text.text && <p lang={text.lang} dir={text.dir}>{text.text}</p>}
        <p class="hint">{t('survey.nameless', { n: BOUNDS.BALLOTS_LEAST })}</p>
        {form.questions.map((question, at) => (
          <One key={at} question={question} at={at} choice={choices[at] ?? 0} text={texts[at] ?? ''}
            onChoice={(choice) => setChoices(put(choices, at, choice))} onText={(words) => setTexts(put(texts, at, words))} />
        ))}
        <p class="refusal" role="status">{fault && t('survey.empty')}</p>
        <div class="row row-end">
          <Button onClick={onClose}>{t('do.cancel')}</Button>
          <Button kind="strong" submit busy={sending} testid="survey-send">{t('do.send')}</Button>
        </div>
      </form>
    </Dialog>
  );
}

function One({ question, at, choice, text, onChoice, onText }: {
  question: Question; at: number; choice: number; text: string; onChoice: (choice: number) => void; onText: (text: string) => void;
}): JSX.Element {
  const { t, lang, number } = useWords();
  const title = spoken(question.title, lang);
  if (question.kind === 'text') return <TextArea label={`\u2068${title.text}\u2069`} rows={2} value={text} max={BOUNDS.SURVEY_ANSWER_CHARS} onInput={onText} testid={`survey-text-${at}`} />;
  const scale = question.kind === 'scale';
  const options = scale ? STEPS.map((step) => ({ text: number(step), lang, dir: undefined })) : (question.options ?? []).map((option) => spoken(option, lang));
  return (
    <fieldset class={scale ? 'survey-scale' : 'survey-choices'}>
      <legend lang={title.lang} dir={title.dir}>{title.text}</legend>
      {options.map((option, place) => (
        <label key={place} class="check">
          <input type="radio" name={`survey-${at}`} checked={choice === place + 1} data-testid={`survey-${at}-${place + 1}`} onChange={() => onChoice(place + 1)} />
          <span lang={option.lang} dir={option.dir}>{option.text}</span>
        </label>
      ))}
      {scale && <p class="hint survey-ends"><span>{t('survey.low')}</span><span>{t('survey.high')}</span></p>}
    </fieldset>
  );
}
