// SPDX-License-Identifier: Apache-2.0
// The queue of raised hands, the first one first.
import type { JSX } from 'preact';
import { useNow } from '../../core/clock.ts';
import { useRights, useRoleOf, useView } from '../../core/here.ts';
import { bySeq, isStaff } from '../../core/views.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { Need } from '../../ui/need.tsx';
import { handsUp } from './view.ts';
import type { Hand } from './view.ts';

export function Needs(): JSX.Element {
  const up = bySeq(useView(handsUp));
  const day = useNow(60_000);
  return <>{up.map(({ seq, value }) => <Row key={seq} seq={seq} hand={value} day={day} among={up.length} />)}</>;
}

function Row({ seq, hand, day, among }: { seq: number; hand: Hand; day: number; among: number }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { may } = useRights();
  const { sending, run } = useAct();
  const staff = isStaff(useRoleOf()(hand.by));
  const name = personName(words, hand.name ?? hand.by);
  const acts: Act[] = [];
  if (may('hand.call') && !hand.called) acts.push({ label: t('hand.call'), testid: `hand-call-${seq}`, onChoose: () => void run('hand.call', { hand: seq }) });
  if (may('hand.lower')) acts.push({ label: t('hand.lower'), testid: `hand-lower-${seq}`, onChoose: () => void run('hand.lower', { hand: seq }) });
  if (may('member.set') && !staff) acts.push({ label: t('hand.stage'), testid: `hand-stage-${seq}`, onChoose: () => void run('member.set', { whom: hand.by, role: 'presenter', ...(hand.name === undefined ? {} : { name: hand.name }) }) });
  if (may('hand.clear') && among > 1) acts.push({ label: t('hand.clear'), testid: `hand-clear-${seq}`, onChoose: () => void run('hand.clear', {}) });
  return (
    <Need icon="hand" kind={t(hand.called ? 'hand.need.called' : 'hand.need')} who={<bdi class="name">{name}</bdi>} at={hand.at} day={day}
      acts={acts} label={t('hand.acts', { name })} busy={sending} testid={`need-${seq}`} />
  );
}
