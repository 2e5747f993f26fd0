// SPDX-License-Identifier: Apache-2.0
// What holds in the room for now: who reads only, who may not come in, what is closed to participants.
import type { JSX } from 'preact';
import { useNow } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Menu } from '../../ui/menu.tsx';
import { Button, Time } from '../../ui/parts.tsx';
import { LOCKS } from './view.ts';
import type { PeopleView, Sanction } from './view.ts';

export function Locks(): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const lock = useView((view: PeopleView) => view.lock);
  if (!lock || !may('lock.set')) return null;
  const items = LOCKS.map((each) => ({
    label: t(`people.lock.${each}`), checked: lock[each] !== true, toggle: true, testid: `lock-${each}`, onChoose: () => void run('lock.set', { [each]: lock[each] !== true }),
  }));
  return <Menu icon="settings" label={t('people.locks')} items={[{ heading: t('people.locks') }, ...items]} busy={sending} testid="locks" />;
}

export function Sanctions(): JSX.Element | null {
  const { t } = useWords();
  const banned = Object.entries(useView((view: PeopleView) => view.sanction?.banned) ?? {});
  const silenced = Object.entries(useView((view: PeopleView) => view.sanction?.silenced) ?? {});
  const day = useNow(60_000);
  if (banned.length + silenced.length === 0) return null;
  return (
    <section aria-label={t('people.sanctions')} data-testid="sanctions">
      {silenced.length > 0 && <h3>{t('people.silenced')}</h3>}
      <ul class="people">{silenced.map(([id, sanction]) => <Row key={id} id={id} sanction={sanction} method="member.silence" day={day} />)}</ul>
      {banned.length > 0 && <h3>{t('people.banned')}</h3>}
      <ul class="people">{banned.map(([id, sanction]) => <Row key={id} id={id} sanction={sanction} method="member.unban" day={day} />)}</ul>
    </section>
  );
}

function Row({ id, sanction, method, day }: { id: string; sanction: Sanction; method: 'member.silence' | 'member.unban'; day: number }): JSX.Element {
  const words = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const team = useView((view: PeopleView) => view.member?.staff);
  const by = personName(words, team?.[sanction.by]?.name ?? sanction.by);
  return (
    <li class="person-row" data-testid={`sanction-${id}`}>
      <span class="person-text">
        <bdi class="name">{personName(words, sanction.name ?? id)}</bdi>
        {sanction.why !== undefined && <q dir="auto">{sanction.why}</q>}
        <span class="meta">{by} · <Time at={sanction.at} now={day} /></span>
      </span>
      {may(method) && <Button small busy={sending} testid={`lift-${id}`} onClick={() => void run(method, { whom: id, ...(method === 'member.silence' ? { silent: false } : {}) })}>{words.t('people.lift')}</Button>}
    </li>
  );
}
