// SPDX-License-Identifier: Apache-2.0
// Groups that have called the team.
import type { JSX } from 'preact';
import { aside } from '../../core/aside.ts';
import { useNow } from '../../core/clock.ts';
import { useView } from '../../core/here.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Need } from '../../ui/need.tsx';
import { nameOf, numbersOf } from './view.ts';
import type { GroupView, Help } from './view.ts';

export function Needs(): JSX.Element {
  const share = useView((view: GroupView) => view.group);
  const day = useNow(60_000);
  return (
    <>
      {numbersOf(share).map((number) => {
        const help = share?.groups[number]?.help;
        return help && <Row key={number} number={number} help={help} day={day} />;
      })}
    </>
  );
}

function Row({ number, help, day }: { number: number; help: Help; day: number }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { sending, run } = useAct();
  const share = useView((view: GroupView) => view.group);
  const name = nameOf(share, number, words);
  return (
    <Need icon="people" kind={t('group.need', { name })} who={<bdi class="name">{personName(words, help.name || help.by)}</bdi>} at={help.at} day={day}
      acts={[
        { label: t('group.visit'), testid: `group-need-visit-${number}`, onChoose: () => aside.set(number) },
        { label: t('group.helped'), testid: `group-need-done-${number}`, onChoose: () => void run('group.helped', { number }) },
      ]}
      label={t('group.acts', { name })} busy={sending} testid={`group-need-${number}`} />
  );
}
