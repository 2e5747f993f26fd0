// SPDX-License-Identifier: Apache-2.0
// A group in the place of what everybody has: its chat, its polls, its people, by the very parts that the room has.
import type { FunctionComponent, JSX } from 'preact';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { aside } from '../../core/aside.ts';
import { useDay } from '../../core/clock.ts';
import type { AsideProps } from '../../core/feature.ts';
import { HereContext, useHere, useRights, useView } from '../../core/here.ts';
import { ReplayContext } from '../../core/replay.ts';
import { useSelect } from '../../core/store.ts';
import { personName, useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Button, Spinner, Time } from '../../ui/parts.tsx';
import { announce } from '../../ui/live.tsx';
import { Prose } from '../../ui/prose.tsx';
import { RoomContext, useChannel, useRoomEvents } from '../../ui/session.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useSide } from './side.ts';
import { useTeam } from '../../core/team.ts';
import { Left } from './now.tsx';
import { isOpen, nameOf } from './view.ts';
import type { GroupView, SideView } from './view.ts';

export function GroupAside({ room, number, held }: AsideProps): JSX.Element {
  const words = useWords();
  const { t } = words;
  const main = useHere();
  const { staff } = useRights();
  const share = useView((view: GroupView) => view.group);
  const open = isOpen(share);
  const channel = `${room}/group/${number}`;
  const here = useChannel(channel);
  // Watched again nothing is said there any more.
  const again = useContext(ReplayContext) !== undefined;
  const side = useSide(here, main, open && !again);
  const began = useRef(open);
  const title = useRef<HTMLHeadingElement>(null);
  const name = nameOf(share, number, words);
  const gone = !share?.groups[number];
  useEffect(() => {
    if (!gone && (open || !began.current)) return;
    announce(t('group.back'), 'assertive');
    aside.set(0);
  }, [open, gone]);
  useLayoutEffect(() => title.current?.focus(), [number]);
  useRoomEvents(main, ({ type, view }) => {
    const now = (view as unknown as GroupView).group;
    const last = Object.values(now?.told ?? {}).at(-1);
    if (type === 'group.tell' && last) announce(last.text, 'polite');
    if (type === 'group.back' && now?.state === 'closing') announce(t('group.called'), 'assertive');
  });
  const stands = useSelect(side?.state ?? main.state, ({ view }) => view !== undefined && side !== undefined);
  const last = Object.entries(share?.told ?? {}).filter(([, { at }]) => at >= (share?.opened ?? 0)).at(-1);
  return (
    <section class="panel-column group-aside" aria-label={name} data-testid="group-aside">
      <header class="group-head">
        <h2 ref={title} tabIndex={-1} class="cut">{name}</h2>
        {open && (share?.ends ?? 0) > 0 && <Left ends={share?.ends ?? 0} closing={share?.state === 'closing'} />}
        <Button small icon="back" onClick={() => aside.set(0)} testid="group-leave-aside">{t('group.leave')}</Button>
      </header>
      {open && last && <div class="group-told" data-testid="group-told"><p class="meta">{t('group.told')}</p><Prose text={last[1].text} dir={last[1].dir} /></div>}
      {!open && !staff && <p class="hint group-hint">{t('group.over')}</p>}
      {side && stands
        ? (
          <RoomContext.Provider value={channel}><HereContext.Provider value={side}>
            <Inside room={room} number={number} held={held} open={open && !again} />
          </HereContext.Provider></RoomContext.Provider>
        )
        : <Spinner label={t('room.join')} />}
    </section>
  );
}

function Inside({ room, number, held, open }: AsideProps & { open: boolean }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { staff } = useRights();
  const [chosen, choose] = useState('');
  const day = useDay();
  const people = useView((view: SideView) => view.group?.people);
  const help = useView((view: SideView) => view.group?.help);
  const team = useTeam<{ readonly Needs?: FunctionComponent }>('hand');
  const tabs = [...held.flatMap(({ id, tab }) => (tab ? [{ id, label: t(tab.label), icon: tab.icon }] : [])), { id: 'within', label: t('group.within'), icon: 'people' as const }];
  const selected = tabs.some(({ id }) => id === chosen) ? chosen : tabs[0]?.id ?? '';
  const Panel = held.find(({ id }) => id === selected)?.Panel;
  return (
    <>
      <div class="group-acts">
        {held.map(({ id, Acts }) => Acts && open && <Acts key={id} />)}
        {open && <RoomContext.Provider value={room}><Help number={number} asked={help !== undefined} staff={staff} /></RoomContext.Provider>}
        {help && <p class="meta" role="status">{t('group.asked')} · <Time at={help.at} now={day} /></p>}
      </div>
      <Tabs label={t('group.title')} tabs={tabs} selected={selected} onSelect={choose}>
        {Panel ? <Panel key={selected} /> : (
          <div class="panel-scroll">
            <ul class="rows">{team?.Needs && <team.Needs />}</ul>
            <ul class="group-people" data-testid="group-people">
              {Object.entries(people ?? {}).map(([id, name]) => <li key={id}><bdi class="name">{personName(words, name || id)}</bdi></li>)}
            </ul>
          </div>
        )}
      </Tabs>
    </>
  );
}

function Help({ number, asked, staff }: { number: number; asked: boolean; staff: boolean }): JSX.Element | null {
  const { t } = useWords();
  const { sending, run } = useAct();
  if (asked) return <Button small busy={sending} onClick={() => void run('group.helped', { number })} testid="group-helped">{t('group.helped')}</Button>;
  return staff ? null : <Button small busy={sending} onClick={() => void run('group.help', {})} testid="group-help">{t('group.help')}</Button>;
}
