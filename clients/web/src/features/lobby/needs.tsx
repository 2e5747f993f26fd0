// SPDX-License-Identifier: Apache-2.0
// Who waits before the door, the first one first.
import type { JSX } from 'preact';
import { useNow } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import { bySeq } from '../../core/views.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { Need } from '../../ui/need.tsx';
import type { InLine, LobbyView } from './view.ts';

export function Needs(): JSX.Element {
  const line = bySeq(useView((view: LobbyView) => view.lobby?.line));
  const day = useNow(60_000);
  return <>{line.map(({ seq, value }) => <Row key={seq} ticket={seq} person={value as InLine} day={day} among={line.length} />)}</>;
}

function Row({ ticket, person, day, among }: { ticket: number; person: InLine; day: number; among: number }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { may } = useRights();
  const { sending, run } = useAct();
  const name = personName(words, person.name);
  const acts: Act[] = [];
  if (may('lobby.admit')) acts.push({ label: t('lobby.admit'), testid: `admit-${person.by}`, onChoose: () => void run('lobby.admit', { whom: person.by }) });
  if (may('lobby.refuse')) acts.push({ label: t('lobby.refuse'), testid: `refuse-${person.by}`, onChoose: () => void run('lobby.refuse', { whom: person.by }) });
  if (may('lobby.admit') && among > 1) acts.push({ label: t('lobby.all'), testid: `admit-all-${person.by}`, onChoose: () => void run('lobby.admit', { all: true }) });
  return (
    <Need icon="people" kind={t('lobby.need')} who={<bdi class="name">{name}</bdi>} at={person.at} day={day}
      acts={acts} label={t('lobby.acts', { name })} busy={sending} testid={`waits-${ticket}`} />
  );
}
