// SPDX-License-Identifier: Apache-2.0
// What was handed in, as its author and who marks it see it; and what became of it.
import type { JSX } from 'preact';
import { spoken, useWords } from '../../i18n/context.tsx';
import { Markup } from '../../ui/markup.tsx';
import { Badge } from '../../ui/parts.tsx';
import { Table } from '../../ui/table.tsx';
import { Files } from './files.tsx';
import { most } from './view.ts';
import type { Asked, Hand, Mark } from './view.ts';

/** Its number is told where there are several. */
export function Handed({ hand, several }: { hand: Hand; several: boolean }): JSX.Element {
  const { t, full } = useWords();
  return (
    <section class="work-handed" data-testid={`work-handed-${hand.attempt}`}>
      <p class="row">
        {several && <strong>{t('work.attempt', { n: hand.attempt })}</strong>}
        <span class="meta">{t('work.handed.at', { time: full(hand.handed) })}</span>
        {hand.late && <Badge tone="warm">{t('work.late')}</Badge>}
      </p>
      {hand.text !== undefined && <Markup text={hand.text} dir={hand.dir ?? 'auto'} />}
      <Files files={hand.files} />
    </section>
  );
}

export function Verdict({ mark }: { mark: Mark }): JSX.Element {
  const { t } = useWords();
  if (mark.again) return <Badge tone="warm">{t('work.asked.again')}</Badge>;
  return <Badge tone={mark.passed ? 'good' : 'plain'}>{t(mark.passed ? 'work.passed' : 'work.not.passed')}</Badge>;
}

export function Marked({ mark, asked }: { mark: Mark; asked: Asked }): JSX.Element {
  const { t, lang, full } = useWords();
  const rubric = asked.rubric ?? [];
  return (
    <section class="work-mark" data-testid="work-mark">
      <p class="row">
        <Verdict mark={mark} />
        {rubric.length > 0 && <strong>{t('work.sum', { n: mark.sum, all: most(rubric) })}</strong>}
        {mark.back !== undefined && <span class="meta">{t('work.back.at', { time: full(mark.back) })}</span>}
      </p>
      {rubric.length > 0 && (
        <Table caption={t('work.rubric')} rows={rubric.map((row, at) => ({ ...row, at, given: mark.points[at] }))} keyOf={({ at }) => at} columns={[
          { label: t('work.rubric.row'), cell: ({ title }) => { const said = spoken(title, lang); return <span lang={said.lang} dir={said.dir}>{said.text}</span>; } },
          { label: t('work.points'), number: true, cell: ({ given, points }) => (given === null || given === undefined ? '–' : t('work.sum', { n: given, all: points })) },
        ]} />
      )}
      {mark.text !== undefined && <div class="work-said" dir={mark.dir ?? 'auto'}><Markup text={mark.text} dir={mark.dir ?? 'auto'} /></div>}
    </section>
  );
}
