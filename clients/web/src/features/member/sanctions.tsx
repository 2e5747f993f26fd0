// SPDX-License-Identifier: Apache-2.0
// What holds in the room for now: who reads only, who may not come in, what is closed to participants.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useNow } from '../../core/clock.ts';
import { useRights, useView } from '../../core/here.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Menu } from '../../ui/menu.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { Button, Time } from '../../ui/parts.tsx';
import { Capacity } from './capacity.tsx';
import { LOCKS, PERSON_LOCKS, POLICIES } from './view.ts';
import type { PeopleView, PersonLocks, Sanction } from './view.ts';

export function Locks(): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const lock = useView((view: PeopleView) => view.lock);
  const capacity = useView((view: PeopleView) => view.lobby?.capacity);
  const [places, setPlaces] = useState(false);
  const policy = useView((view: PeopleView) => view.member?.policy);
  const hidden = useView((view: PeopleView) => view.names?.hidden);
  if (!lock || !may('lock.set')) return null;
  const items = LOCKS.map((each) => ({
    label: t(`people.lock.${each}`), checked: lock[each] !== true, toggle: true, testid: `lock-${each}`, onChoose: () => void run('lock.set', { [each]: lock[each] !== true }),
  }));
  const doors: MenuItem[] = may('member.policy') ? POLICIES.map((each) => ({
    label: t(`people.policy.${each}`), checked: policy === each, testid: `policy-${each}`, onChoose: () => void run('member.policy', { policy: each }),
  })) : [];
  if (may('lobby.capacity')) doors.push({ label: t('people.capacity'), checked: (capacity ?? 0) > 0, testid: 'capacity', onChoose: () => setPlaces(true) });
  const shows: MenuItem[] = may('names.set') && hidden !== undefined ? [{
    label: t('people.names'), checked: !hidden, toggle: true, testid: 'names-shown', onChoose: () => void run('names.set', { hidden: !hidden }),
  }] : [];
  const door = doors.length > 0 ? [{ heading: t('people.policy') }, ...doors] : [];
  return (
    <>
      <Menu icon="settings" label={t('people.settings')} items={[{ heading: t('people.locks') }, ...items, ...shows, ...door]} busy={sending} testid="locks" />
      {places && <Capacity held={capacity ?? 0} onClose={() => setPlaces(false)} />}
    </>
  );
}

export function Sanctions(): JSX.Element | null {
  const { t } = useWords();
  const banned = Object.entries(useView((view: PeopleView) => view.sanction?.banned) ?? {});
  const silenced = Object.entries(useView((view: PeopleView) => view.sanction?.silenced) ?? {});
  const locked = Object.entries(useView((view: PeopleView) => view.lock?.people) ?? {});
  const day = useNow(60_000);
  if (banned.length + silenced.length + locked.length === 0) return null;
  return (
    <section aria-label={t('people.sanctions')} data-testid="sanctions">
      {silenced.length > 0 && <h3>{t('people.silenced')}</h3>}
      <ul class="people">{silenced.map(([id, sanction]) => <Row key={id} id={id} sanction={sanction} method="member.silence" day={day} />)}</ul>
      {locked.length > 0 && <h3>{t('people.locked')}</h3>}
      <ul class="people">{locked.map(([id, lock]) => <Row key={id} id={id} sanction={lock} method="lock.person" day={day} what={PERSON_LOCKS.filter((each) => lock[each])} />)}</ul>
      {banned.length > 0 && <h3>{t('people.banned')}</h3>}
      <ul class="people">{banned.map(([id, sanction]) => <Row key={id} id={id} sanction={sanction} method="member.unban" day={day} />)}</ul>
    </section>
  );
}

/** What takes it back says beside `whom`. */
const LIFT = {
  'member.silence': { silent: false },
  'member.unban': {},
  'lock.person': Object.fromEntries(PERSON_LOCKS.map((each) => [each, false])),
} as const;

function Row({ id, sanction, method, day, what }: { id: string; sanction: Sanction; method: keyof typeof LIFT; day: number; what?: readonly (keyof PersonLocks)[] }): JSX.Element {
  const words = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const team = useView((view: PeopleView) => view.member?.staff);
  const by = personName(words, team?.[sanction.by]?.name ?? sanction.by);
  return (
    <li class="person-row" data-testid={`sanction-${id}`}>
      <span class="person-text">
        <bdi class="name">{personName(words, sanction.name ?? id)}</bdi>
        {what && <span>{words.t('people.locked.what', { what: what.map((each) => words.t(`people.lock.${each}`)).join(' · ') })}</span>}
        {sanction.why !== undefined && <q dir="auto">{sanction.why}</q>}
        <span class="meta">{by} · <Time at={sanction.at} now={day} /></span>
      </span>
      {may(method) && <Button small busy={sending} testid={`lift-${id}`} onClick={() => void run(method, { whom: id, ...(method === 'lock.person' && sanction.name !== undefined ? { name: sanction.name } : {}), ...LIFT[method] })}>{words.t('people.lift')}</Button>}
    </li>
  );
}
