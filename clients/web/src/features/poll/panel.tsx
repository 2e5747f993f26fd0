// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useWords } from '../../i18n/context.tsx';
import { Button, Empty } from '../../ui/parts.tsx';
import { useShown } from '../../ui/target.ts';
import { useRights, useView } from '../../core/here.ts';
import { useTeam } from '../../core/team.ts';
import { PollCard } from './card.tsx';
import { sorted } from './order.ts';
import { boards, form } from './parts.ts';
import type { Listed } from './order.ts';
import { ballotOf } from './shared.ts';
import type { PollView } from './view.ts';

const NO_ORDER: readonly number[] = [];

export function PollsPanel(): JSX.Element {
  const { t } = useWords();
  const { may } = useRights();
  const all = useView((view: PollView) => view.poll?.polls);
  const ballots = useView((view: PollView) => view.me.poll?.ballots);
  const [preparing, setPreparing] = useState(false);
  const polls = sorted(all, useView((view: PollView) => view.poll?.order) ?? NO_ORDER);
  const team = useTeam<typeof import('./staff.ts')>('poll');
  const prepare = may('poll.prepare');
  const told = useView((view: PollView) => view.poll?.boards);
  const quizzes = told !== undefined || polls.some(({ value }) => value.quiz !== undefined && value.state !== 'draft');
  const card = ({ seq, value }: Listed): JSX.Element => <PollCard seq={seq} poll={value} ballot={ballotOf(ballots, seq, value)} />;
  useShown('poll', (seq) => all?.[seq] !== undefined);
  return (
    <div class="panel-scroll">
      <h2 class="hidden">{t('poll.list')}</h2>
      {prepare && (
        <div class="panel-bar">
          <Button icon="plus" onClick={() => setPreparing(true)} testid="poll-prepare">{t('poll.prepare')}</Button>
          {team && <team.Bring />}
        </div>
      )}
      {polls.length === 0 && <Empty icon="poll">{t(prepare ? 'poll.none.staff' : 'poll.none')}</Empty>}
      {team ? <team.Polls polls={polls} card={card} /> : <ul class="polls">{polls.map((each) => <li key={each.seq}>{card(each)}</li>)}</ul>}
      {quizzes && <boards.Page polls={all} boards={told} />}
      {preparing && <form.Page onClose={() => setPreparing(false)} />}
    </div>
  );
}
