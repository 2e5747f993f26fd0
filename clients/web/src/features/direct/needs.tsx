// SPDX-License-Identifier: Apache-2.0
// What people wrote to the team and nobody has answered.
import type { JSX } from 'preact';
import { useDay } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { directOpen } from '../../ui/direct.ts';
import { Need } from '../../ui/need.tsx';
import type { DirectView, TalkView } from './view.ts';

export function Needs(): JSX.Element {
  const talks = useView((view: DirectView) => view.direct?.talks);
  const day = useDay();
  const waiting = Object.entries(talks ?? {}).filter(([, { waits }]) => waits > 0).sort(([, a], [, b]) => a.changed - b.changed);
  return <>{waiting.map(([whom, talk]) => <Row key={whom} whom={whom} talk={talk} day={day} />)}</>;
}

function Row({ whom, talk, day }: { whom: string; talk: TalkView; day: number }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { may } = useRights();
  const { sending, run } = useAct();
  const name = talk.name ?? whom;
  const acts: Act[] = [{ label: t('direct.answer'), icon: 'reply', testid: `need-direct-${whom}`, onChoose: () => directOpen.set({ whom, name }) }];
  if (may('direct.done')) acts.push({ label: t('direct.done'), icon: 'check', testid: `need-done-${whom}`, onChoose: () => void run('direct.done', { whom }) });
  const { last } = talk;
  return (
    <Need icon="mail" kind={t('direct.need', { n: talk.waits })} who={<bdi class="name">{personName(words, name)}</bdi>} at={last?.at ?? 0} day={day}
      {...(last?.text !== undefined && last.dir ? { text: last.text, dir: last.dir } : {})} acts={acts} label={t('direct.acts', { name: personName(words, name) })} busy={sending} testid={`need-talk-${whom}`} />
  );
}
