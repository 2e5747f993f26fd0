// SPDX-License-Identifier: Apache-2.0
// The team's: forms and when they are asked; what was answered, once it is told.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useDay } from '../../core/clock.ts';
import { BOUNDS } from '../../core/contract.ts';
import { useView } from '../../core/here.ts';
import type { JsonObject } from '../../core/merge.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';
import { Acts } from '../../ui/acts.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { notify } from '../../ui/live.tsx';
import { Button } from '../../ui/parts.tsx';
import { Editing, sample } from './edit.tsx';
import type { Place } from './edit.tsx';
import { ResultsOf } from './results.tsx';
import type { Form, SurveyView, Which } from './view.ts';

/** As the command that makes it. */
function dataOf({ moments: _, ...form }: Form): JsonObject {
  const { text, ...rest } = form;
  return { ...rest, ...(text && Object.keys(text).length > 0 ? { text } : {}) } as unknown as JsonObject;
}

export interface TeamProps {
  readonly place: Place;
  /** Those that open with it alone. */
  readonly unit?: number;
  /** Within the run sheet. */
  readonly sheet?: boolean;
}

export function Team({ place, unit, sheet = false }: TeamProps): JSX.Element {
  const words = useWords();
  const { t } = words;
  const surveys = useView((view: SurveyView) => view.survey?.surveys) ?? {};
  const archived = useView((view: SurveyView) => view.stage?.archived);
  const [writes, setWrites] = useState<{ readonly seq?: number; readonly form: Form } | undefined>(undefined);
  const all = Object.entries(surveys).map(([seq, form]) => ({ seq: Number(seq), form }));
  const list = all.filter(({ form }) => unit === undefined || form.unit === unit || form.after === unit);
  const begin = (twice: boolean): void => setWrites({ form: { ...sample(words, place, twice), ...(unit === undefined ? {} : { unit }) } });
  return (
    <section class={sheet ? 'sheet-part' : 'survey'} aria-labelledby="survey-team" data-testid="survey-team">
      {sheet ? <div class="sheet-head"><h3 id="survey-team">{t('survey.title')}</h3></div> : <div class="section-head"><h2 id="survey-team">{t('survey.title')}</h2></div>}
      {list.length === 0 && <p class="hint">{t('survey.none')}</p>}
      <ul class="survey-list">{list.map((each) => <Row key={each.seq} {...each} onEdit={() => setWrites(each)} />)}</ul>
      {!archived && all.length < BOUNDS.SURVEYS && (
        <Acts label={t('survey.title')} acts={[
          { label: t('survey.new'), icon: 'plus', testid: 'survey-new', onChoose: () => begin(false) },
          { label: t('survey.new.twice'), icon: 'plus', testid: 'survey-new-twice', onChoose: () => begin(true) },
        ]} />
      )}
      {writes && <Editing place={place} {...writes} onClose={() => setWrites(undefined)} />}
    </section>
  );
}

function phaseText(form: Form, which: Which, { t, moment }: Words, now: number): string {
  const { phase = 'shut', closes, answers = 0 } = form.moments[which] ?? {};
  const said = [t(`survey.phase.${phase}`), ...(phase === 'shut' ? [] : [t('survey.answers', { n: answers })]), ...(closes === undefined ? [] : [t('survey.until', { time: moment(closes, now) })])].join(' · ');
  return form.twice ? `${t(which === 1 ? 'survey.before' : 'survey.after')}: ${said}` : said;
}

function Row({ seq, form, onEdit }: { seq: number; form: Form; onEdit: () => void }): JSX.Element {
  const words = useWords();
  const { t, lang } = words;
  const now = useDay();
  const { sending, run } = useAct();
  const [shows, setShows] = useState(false);
  const [closing, setClosing] = useState<Which | undefined>(undefined);
  const title = spoken(form.title, lang);
  const whiches: readonly Which[] = form.twice ? [1, 2] : [1];
  const phases = whiches.map((which) => form.moments[which]?.phase ?? 'shut');
  const say = (method: string, which: Which): Promise<boolean> => run(method, { survey: seq, ...(which === 2 ? { moment: 2 } : {}) });
  const remove = async (): Promise<void> => {
    const shut = phases.every((phase) => phase === 'shut');
    if (await run('survey.remove', { survey: seq })) notify(t('survey.removed'), shut ? { label: t('do.undo'), run: () => void run('survey.add', dataOf(form)) } : undefined);
  };
  const close = (which: Which): void => {
    if ((form.moments[which]?.answers ?? 0) > 0) setClosing(which);
    else void say('survey.close', which);
  };
  const of = (which: Which, key: 'open' | 'close'): string => (form.twice ? t(`survey.${key}.${which}`) : t(`survey.${key}`));
  const acts: readonly Act[] = [
    ...(phases.includes('closed') ? [{ label: t('survey.results'), testid: `survey-results-${seq}`, onChoose: () => setShows(true) }] : []),
    ...whiches.flatMap((which): readonly Act[] => {
      const { phase = 'shut', answers = 0 } = form.moments[which] ?? {};
      if (phase === 'open') return [{ label: of(which, 'close'), testid: `survey-close-${seq}-${which}`, onChoose: () => close(which) }];
      return phase === 'shut' || answers < BOUNDS.BALLOTS_LEAST ? [{ label: of(which, 'open'), testid: `survey-open-${seq}-${which}`, onChoose: () => void say('survey.open', which) }] : [];
    }),
    ...(phases.every((phase) => phase === 'shut') ? [{ label: t('do.edit'), testid: `survey-edit-${seq}`, onChoose: onEdit }] : []),
    { label: t('do.remove'), testid: `survey-remove-${seq}`, danger: true, onChoose: () => void remove() },
  ];
  return (
    <li class="survey-line">
      <span class="survey-what">
        <span lang={title.lang} dir={title.dir}>{title.text}</span>
        <span class="hint" data-testid={`survey-phase-${seq}`}> {whiches.map((which) => phaseText(form, which, words, now)).join(' — ')}</span>
      </span>
      <Acts acts={acts} label={t('survey.acts', { title: title.text })} busy={sending} />
      {shows && <ResultsOf seq={seq} form={form} onClose={() => setShows(false)} />}
      {closing && (
        <Dialog title={t('survey.close.ask')} onClose={() => setClosing(undefined)}>
          <p>{t('survey.close.hint', { n: BOUNDS.BALLOTS_LEAST })}</p>
          <div class="row row-end">
            <Button onClick={() => setClosing(undefined)}>{t('do.cancel')}</Button>
            <Button kind="strong" busy={sending} onClick={() => void say('survey.close', closing).then((done) => done && setClosing(undefined))} testid="survey-close-sure">{t('survey.close')}</Button>
          </div>
        </Dialog>
      )}
    </li>
  );
}
