// SPDX-License-Identifier: Apache-2.0
// What was answered: means, bars, words; of before and after, how many moved from which answer to which.
import type { JSX } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Bars } from '../../ui/bars.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Button, Spinner } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { Table } from '../../ui/table.tsx';
import type { Form, Pair, Question, Results, Sums, Which } from './view.ts';

const HUNDRED = 100;

export function ResultsOf({ seq, form, onClose }: { seq: number; form: Form; onClose: () => void }): JSX.Element {
  const { t, lang } = useWords();
  const session = useSession();
  const room = useContext(RoomContext);
  const [found, setFound] = useState<Results | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    session.query('survey.results', { room, survey: seq }).then((results) => gone || setFound(results as unknown as Results), onClose);
    return () => void (gone = true);
  }, [session, room, seq]);
  const whiches: readonly Which[] = form.twice ? [1, 2] : [1];
  return (
    <Dialog title={spoken(form.title, lang).text} wide onClose={onClose}>
      <div class="stack" data-testid="survey-results">
        {!found && <Spinner label={t('entry.loading')} />}
        {found?.pairs && <Change form={form} pairs={found.pairs} />}
        {found && whiches.map((which) => found.moments[which] && (
          <section key={which} class="survey-results" aria-label={form.twice ? t(which === 1 ? 'survey.before' : 'survey.after') : t('survey.results')}>
            {form.twice && <h3>{t(which === 1 ? 'survey.before' : 'survey.after')}</h3>}
            <p class="hint">{t('survey.answers', { n: found.moments[which].answers })}</p>
            {found.moments[which].questions ? form.questions.map((question, at) => <Told key={at} question={question} sums={found.moments[which]?.questions?.[at] ?? {}} />) : <p>{t('survey.few', { n: BOUNDS.BALLOTS_LEAST })}</p>}
          </section>
        ))}
        <div class="row row-end"><Button onClick={onClose}>{t('do.close')}</Button></div>
      </div>
    </Dialog>
  );
}

function labels(question: Question, count: number, lang: string, number: (n: number) => string): readonly string[] {
  return Array.from({ length: count }, (_, at) => (question.options ? spoken(question.options[at], lang).text : number(at + 1)));
}

function useMean(): (hundredths: number) => string {
  const { lang } = useWords();
  return (hundredths) => new Intl.NumberFormat(lang, { minimumFractionDigits: 1, maximumFractionDigits: 2 }).format(hundredths / HUNDRED);
}

function Told({ question, sums: { counts, mean, texts } }: { question: Question; sums: Sums }): JSX.Element {
  const { t, lang, number, percent } = useWords();
  const meanOf = useMean();
  const title = spoken(question.title, lang);
  const all = counts?.reduce((sum, count) => sum + count, 0) ?? 0;
  const most = Math.max(0, ...(counts ?? []));
  return (
    <div class="survey-told">
      <h4 lang={title.lang} dir={title.dir}>{title.text}</h4>
      {mean !== undefined && <p class="survey-mean">{t('survey.mean', { mean: meanOf(mean) })}</p>}
      {counts && <Bars bars={labels(question, counts.length, lang, number).map((text, at) => ({ key: at, text, share: all > 0 ? (counts[at] ?? 0) / all : 0, value: `${number(counts[at] ?? 0)} · ${percent(all > 0 ? (counts[at] ?? 0) / all : 0)}`, most: counts[at] === most && most > 0 }))} />}
      {texts && (texts.length > 0 ? <ul class="survey-words">{texts.map((text, at) => <li key={at} dir="auto">{text}</li>)}</ul> : <p class="hint">{t('survey.words.none')}</p>)}
    </div>
  );
}

function Change({ form, pairs }: { form: Form; pairs: readonly Pair[] }): JSX.Element {
  const { t, lang, number } = useWords();
  const meanOf = useMean();
  return (
    <section class="survey-results" aria-labelledby="survey-change" data-testid="survey-change">
      <h3 id="survey-change">{t('survey.changed')}</h3>
      {form.questions.map((question, at) => {
        const { people, before, after, moves } = pairs[at] ?? {};
        const title = spoken(question.title, lang);
        const names = labels(question, moves?.length ?? 0, lang, number);
        return (
          <div key={at} class="survey-told">
            <h4 lang={title.lang} dir={title.dir}>{title.text}</h4>
            {!moves && <p>{t('survey.pairs.few', { n: BOUNDS.BALLOTS_LEAST })}</p>}
            {moves && <p class="hint">{t('survey.pairs', { n: people ?? 0 })}</p>}
            {moves && question.kind === 'scale' && before !== undefined && after !== undefined && <p class="survey-mean">{t('survey.means', { before: meanOf(before), after: meanOf(after) })}</p>}
            {moves && (
              <Table caption={t('survey.moves')} rows={moves.map((row, from) => ({ row, from }))} keyOf={({ from }) => from} columns={[
                { label: t('survey.moves.from'), cell: ({ from }) => names[from] ?? '' },
                ...names.map((name, to) => ({ label: name, number: true, cell: ({ row, from }: { row: readonly number[]; from: number }) => <span class={from === to ? 'survey-same' : undefined}>{row[to] ? number(row[to]) : '·'}</span> })),
              ]} />
            )}
          </div>
        );
      })}
    </section>
  );
}
