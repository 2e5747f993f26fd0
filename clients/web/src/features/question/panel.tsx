// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useDay } from '../../core/clock.ts';
import { useParam } from '../../core/router.ts';
import { bySeq } from '../../core/views.ts';
import type { BySeq } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import { FilterLine } from '../../ui/filters.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Badge, Button, Choice, Empty, Time } from '../../ui/parts.tsx';
import { Prose } from '../../ui/prose.tsx';
import { useRove } from '../../ui/rove.ts';
import { useRights, useView } from '../../core/here.ts';
import { useTeam } from '../../core/team.ts';
import { useShown } from '../../ui/target.ts';
import { AskForm } from './ask.tsx';
import { Own, QuestionItem } from './item.tsx';
import type { OwnQuestion, Question, QuestionState, QuestionView } from './view.ts';

type Show = 'all' | 'open' | 'answered' | 'pending' | 'dismissed';
type Sort = 'votes' | 'time';

const SHOWN: { readonly [S in Show]: readonly QuestionState[] } = {
  all: ['pending', 'open', 'answering', 'answered'],
  open: ['open', 'answering'],
  answered: ['answered'],
  pending: ['pending'],
  dismissed: ['dismissed'],
};
const SHOWS = ['open', 'answered', 'all'] as const;
const SHOWS_STAFF = ['open', 'pending', 'answered', 'dismissed'] as const;
const SORTS = ['votes', 'time'] as const;

// A thousand may stand here; a page of them is enough to begin with.
const PAGE = 60;

interface Row {
  readonly seq: number;
  readonly value: Question;
}

export function QuestionsPanel(): JSX.Element {
  const { t } = useWords();
  const { me, staff, may } = useRights();
  const questions = useView((view: QuestionView) => view.question?.questions);
  const votes = useView((view: QuestionView) => view.me.question?.votes);
  const mine = useView((view: QuestionView) => view.me.question?.mine);
  const team = useTeam<typeof import('./staff.ts')>('question');
  const shows = staff ? SHOWS_STAFF : SHOWS;
  const [show, setShow] = useParam('questions', shows);
  const [sort, setSort] = useParam('order', SORTS);
  const tags = useView((view: QuestionView) => view.question?.tags);
  const pin = useView((view: QuestionView) => view.question?.pin);
  const ended = useView((view: QuestionView) => view.stage?.phase === 'ended');
  const course = useView((view: QuestionView) => view.stage?.course !== undefined);
  const [tag, setTag] = useState('');
  const [limit, setLimit] = useState(PAGE);
  const now = useDay();
  const list = useRef<HTMLUListElement>(null);
  useRove(list);
  const all = bySeq(questions);
  const count = (which: Show): number => all.filter(({ value }) => SHOWN[which].includes(value.state)).length;
  const rows = all.filter(({ value }) => SHOWN[show].includes(value.state) && (tag === '' || value.tags?.includes(tag))).sort(order(sort, pin, ended));
  // A vote for one that was merged counts for the other.
  const united = new Set(all.filter(({ seq, value }) => value.state === 'merged' && votes?.[seq]).map(({ value }) => value.into));
  const wanted = useShown('question', (seq) => rows.slice(0, limit).some((row) => row.seq === seq));
  const state = wanted === undefined ? undefined : questions?.[wanted]?.state;
  // Whatever was chosen before: one came for this question.
  useEffect(() => {
    const of = state && !SHOWN[show].includes(state) && shows.find((each) => SHOWN[each].includes(state));
    if (of) setShow(of);
    if (state) setLimit(Infinity);
  }, [wanted, state]);
  return (
    <div class="panel-split">
      <h2 class="hidden">{t('question.list')}</h2>
      {team && may('question.intake') && <team.Intake />}
      <div class="panel-scroll">
        {ended && (staff || !course) && all.some(({ value }) => !value.carried && (staff ? value.state !== 'answered' : value.state === 'open')) && (
          <p class="hint" data-testid="questions-carried">{t(course ? 'question.carries' : 'question.carries.not')}</p>
        )}
        <FilterLine>
          <Choice label={t('question.show')} name="question-show" value={show} onChange={setShow}
            options={shows.map((value) => ({ value, label: t(`question.show.${value}`), count: value === 'pending' ? count(value) : 0, waits: true }))} />
          {(tags || tag !== '') && (
            <Menu label={tag === '' ? t('question.tag.all') : `${t('question.tags')}: ${tag}`} testid="question-tag-filter"
              items={['', ...(tags ?? [])].map((value) => ({ label: value === '' ? t('question.tag.all') : value, checked: value === tag, onChoose: () => setTag(value) }))} />
          )}
          <Menu label={`${t('question.sort')}: ${t(`question.sort.${sort}`)}`} icon="sort" testid="question-sort"
            items={SORTS.map((value) => ({ label: t(`question.sort.${value}`), checked: value === sort, testid: `question-sort-${value}`, onChoose: () => setSort(value) }))} />
        </FilterLine>
        <Mine mine={mine} shown={questions} now={now} />
        {rows.length === 0 && <Empty icon="question">{t(all.length > 0 ? 'question.none.here' : staff ? 'question.none.staff' : 'question.none')}</Empty>}
        <ul class="questions" ref={list}>
          {rows.slice(0, limit).map(({ seq, value }) => (
            <QuestionItem key={seq} seq={seq} question={value} voted={votes?.[seq] === true || united.has(seq)} own={value.by === me || mine?.[seq] !== undefined}
              mine={mine?.[seq]} pinned={seq === pin} over={ended} day={now} />
          ))}
        </ul>
        {rows.length > limit && <Button onClick={() => setLimit(limit + PAGE)}>{t('do.more')}</Button>}
      </div>
      <AskForm />
    </div>
  );
}

// What is being answered stands first, whatever the order, then what the team has pinned.
function order(sort: Sort, pin: number | undefined, over: boolean): (a: Row, b: Row) => number {
  const first = ({ seq, value }: Row): number => (value.state === 'answering' && !over ? 0 : seq === pin ? 1 : 2);
  const votes = ({ value }: Row): number => value.votes ?? 0;
  return (a, b) => first(a) - first(b) || (sort === 'votes' ? votes(b) - votes(a) : 0) || b.seq - a.seq;
}

/** One's own questions that the others do not see. */
function Mine({ mine, shown, now }: {
  mine: BySeq<OwnQuestion> | undefined; shown: BySeq<Question> | undefined; now: number;
}): JSX.Element | null {
  const { t } = useWords();
  const hidden = bySeq(mine).filter(({ seq, value }) => value.text !== undefined && (!shown?.[seq] || shown[seq]?.state === 'merged'));
  if (hidden.length === 0) return null;
  return (
    <section class="mine" aria-labelledby="questions-mine" data-testid="questions-mine">
      <h3 id="questions-mine">{t('question.mine')}</h3>
      <ul>
        {hidden.map(({ seq, value }) => (
          <li key={seq}>
            <Prose text={value.text} dir={value.dir} />
            <p class="meta"><Badge tone={value.state === 'pending' ? 'warm' : 'plain'}>{t(`question.state.${value.state}`)}</Badge> <Time at={value.at} now={now} />
              {value.into !== undefined && shown?.[value.into] && <> · <a href={`#question-${value.into}`}>{t('question.merged.into')}</a></>}</p>
            {value.reason && <p>{t('question.reason')} <bdi dir={value.reason.dir}>{value.reason.text}</bdi></p>}
            {(value.state === 'pending' || value.state === 'open') && <Own.Page seq={seq} question={value} />}
          </li>
        ))}
      </ul>
    </section>
  );
}
