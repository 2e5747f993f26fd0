// SPDX-License-Identifier: Apache-2.0
// Who waits before the door, the first one first: the first hundred as the room tells, who stands behind them as it is read.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import { bySeq } from '../../core/views.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { Need } from '../../ui/need.tsx';
import { Button } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { Say } from './say.tsx';
import type { InLine, LinePage, LobbyView } from './view.ts';

type Waits = { seq: number; value: InLine };

export function Needs(): JSX.Element | null {
  const { t } = useWords();
  const line = bySeq(useView((view: LobbyView) => view.lobby?.line)) as Waits[];
  const count = useView((view: LobbyView) => view.lobby?.count) ?? 0;
  const { behind, more, readMore } = useBehind(line.at(-1)?.seq ?? 0);
  const day = useNow(60_000);
  const first = line[0];
  if (!first) return null;
  const all = [...line, ...behind];
  return (
    <>
      {count > 1 && <Everybody count={count} at={first.value.at} day={day} asks={all.some(({ value }) => !value.place)} />}
      {all.map(({ seq, value }) => <Row key={seq} ticket={seq} person={value} day={day} />)}
      {(more || count > all.length) && <li><Button small onClick={readMore} testid="lobby-more">{t('do.more')}</Button></li>}
    </>
  );
}

/** Who stands behind the ticket `last`; nobody is read before it is asked for. */
function useBehind(last: number): { behind: Waits[]; more: boolean; readMore: () => void } {
  const session = useSession();
  const room = useContext(RoomContext);
  const [read, setRead] = useState<{ line: Waits[]; next: number | undefined }>({ line: [], next: undefined });
  const behind = read.line.filter(({ seq }) => seq > last);
  const readMore = (): void => {
    const after = Math.max(last, read.next ?? 0);
    void session.query('lobby.list', { room, after }).then((answer) => {
      const page = answer as LinePage;
      const kept = read.line.filter(({ seq }) => seq <= after);
      setRead({ line: [...kept, ...(bySeq(page.line) as Waits[])], next: page.next });
    }, () => undefined);
  };
  return { behind, more: read.next !== undefined, readMore };
}

function Everybody({ count, at, day, asks }: { count: number; at: number; day: number; asks: boolean }): JSX.Element {
  const { t } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const [telling, setTelling] = useState(false);
  const acts: Act[] = [];
  if (may('lobby.admit') && asks) acts.push({ label: t('lobby.all'), testid: 'admit-all', onChoose: () => void run('lobby.admit', { all: true }) });
  if (may('lobby.tell')) acts.push({ label: t('lobby.tell.all'), testid: 'tell-all', onChoose: () => setTelling(true) });
  return (
    <>
      <Need icon="door" kind={t('lobby.line')} who={t('lobby.count', { n: count })} at={at} day={day} acts={acts} label={t('lobby.acts.all')} busy={sending} testid="waits-all" />
      {telling && <Say what="tell" title={t('lobby.tell.ask')} onClose={() => setTelling(false)} />}
    </>
  );
}

function Row({ ticket, person, day }: { ticket: number; person: InLine; day: number }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { may } = useRights();
  const { sending, run } = useAct();
  const [saying, say] = useState<'tell' | 'refuse' | undefined>(undefined);
  const name = personName(words, person.name);
  const acts: Act[] = [];
  if (may('lobby.admit')) acts.push({ label: t('lobby.admit'), testid: `admit-${person.by}`, onChoose: () => void run('lobby.admit', { whom: person.by }) });
  if (may('lobby.tell')) acts.push({ label: t('lobby.tell'), testid: `tell-${person.by}`, onChoose: () => say('tell') });
  if (may('lobby.refuse')) acts.push({ label: t('lobby.refuse'), testid: `refuse-${person.by}`, onChoose: () => say('refuse') });
  return (
    <>
      <Need icon="door" kind={t(person.place ? 'lobby.seat' : 'lobby.need')} who={<bdi class="name">{name}</bdi>} at={person.at} day={day}
        acts={acts} label={t('lobby.acts', { name })} busy={sending} testid={`waits-${ticket}`} />
      {saying && <Say what={saying} whom={person.by} title={t(`lobby.${saying}.to`, { name })} onClose={() => say(undefined)} />}
    </>
  );
}
