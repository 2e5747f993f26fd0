// SPDX-License-Identifier: Apache-2.0
// Its styles first: those of features may say otherwise.
import './style.css';
import type { ComponentChildren, JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { aside } from '../../core/aside.ts';
import type { AsideProps, Held } from '../../core/feature.ts';
import { useMedia } from '../../core/media.ts';
import { useRights, useView } from '../../core/here.ts';
import { ReplayContext } from '../../core/replay.ts';
import { place } from '../../core/router.ts';
import { useSelect, useStore } from '../../core/store.ts';
import { styleAdd } from '../../core/style.ts';
import { Staff } from '../../core/team.ts';
import { textsAdd } from '../../i18n/index.ts';
import { ReportContext } from '../../ui/report.ts';
import { RoomContext } from '../../ui/session.tsx';
import { Next, drawn } from '../../ui/turns.ts';
import { Enter } from '../enter.tsx';
import { useTargetTab } from '../target.ts';
import { After } from './after.tsx';
import { FEATURES, report } from './features.ts';
import { useHead } from './head.tsx';
import { Now } from './now.tsx';
import type { Staged } from './now.tsx';
import { Column, columnsFor, useFresh } from './panels.tsx';
import { shownIn, useChosen } from './chosen.ts';
import { LATER_ACTS, LATER_DESKS, LATER_OVER, partOf, useStands } from './rest.ts';
import { laterTexts, staffTexts } from './more-texts.ts';

const team = new Staff(async () => {
  await drawn();
  // The team's acts stand within what is loaded later, and say words of it.
  const [{ parts }] = await Promise.all([import('staff:webinar'), textsAdd(staffTexts), textsAdd(laterTexts), styleAdd('webinar-later'), styleAdd('webinar-staff')]);
  return parts;
});

export function WebinarPage({ room }: { room: string }): JSX.Element {
  return <Enter room={room} features={FEATURES} staff={team}><ReportContext.Provider value={report.Report}><Whole /></ReportContext.Provider></Enter>;
}

const Replay = partOf<{ readonly children?: ComponentChildren }>('stage', 'Replay', undefined);

/** As it is; or, where a session that is over is watched again (?t=…), as it was. */
function Whole(): JSX.Element {
  const over = useView((view: Staged) => view.stage?.phase === 'ended');
  const again = useSelect(place, ({ query }) => query['t'] !== undefined);
  return over && again && Replay ? <Replay><Webinar /></Replay> : <Webinar />;
}

const Aside = partOf<AsideProps>('group', 'Aside', undefined);
const PICTURES = FEATURES.flatMap(({ id, Picture, shows }) => {
  const Part = partOf(id, 'Picture', Picture);
  return Part ? [{ id, Part, shows: shows ?? (() => true) }] : [];
});
const HELD = FEATURES.filter(({ grouped }) => grouped).map(({ id, tab, Panel, Acts }) => ({ id, tab, Panel: tab && partOf(id, 'Panel', Panel), Acts: partOf(id, 'Acts', Acts) }) as Held);

function Webinar(): JSX.Element {
  const replay = useContext(ReplayContext);
  const { staff } = useRights();
  const team = staff && !replay;
  const over = useView((view: Staged) => view.stage?.phase === 'ended');
  const roomy = useMedia('(min-width: 60rem), (min-width: 36rem) and (max-height: 30rem)');
  const apart = useSelect(place, ({ query }) => query['desk'] !== undefined);
  const desk = useMedia('(min-width: 75rem)') && team && !apart && !over;
  const wide = useMedia('(min-width: 86rem)') && desk;
  const [chosen, choose] = useChosen();
  const columns = columnsFor(team, { desk, wide, over, roomy, replay: replay !== undefined }).map((tabs) => ({ tabs, selected: shownIn(tabs.map(({ id }) => id), chosen) }));
  const inSight = (tab: string): boolean => columns.some(({ selected }) => selected === tab);
  const open = (tab: string): void => {
    choose(tab);
    requestAnimationFrame(() => document.getElementById(`panel-${tab}`)?.focus());
  };
  const fresh = useFresh(inSight, replay !== undefined);
  const room = useContext(RoomContext);
  const visited = useStore(aside);
  useHead();
  const stands = useStands();
  // What is drawn is loaded: not before there is something to see of it.
  const shown = useView((view) => PICTURES.map(({ shows }) => +shows(view)).join(''));
  useTargetTab(FEATURES, choose);
  return (
    <div class={wide ? 'webinar desk desk-wide' : desk ? 'webinar desk' : 'webinar'}>
      <div class="webinar-main">
        {over ? roomy && <After /> : PICTURES.map(({ id, Part: own }, at) => {
          const Part = id === 'stage' ? replay?.Picture ?? own : own;
          return shown[at] === '1' && <Part key={id}>{stands && LATER_OVER.map(({ id: over, Part: Over }) => <Over key={over} />)}</Part>;
        })}
        <Next>
          <div class={stands || over ? 'webinar-acts' : 'webinar-acts webinar-acts-due'}>
            {FEATURES.map(({ id, Acts }) => Acts && <Acts key={id} />)}
            {stands && LATER_ACTS.map(({ id, Part }) => <Part key={id} />)}
          </div>
          <Now inSight={inSight} open={open} line={!roomy} />
        </Next>
      </div>
      {apart ? LATER_DESKS.map(({ id, Part }) => <Part key={id} />) : columns.map(({ tabs, selected }, at) => visited > 0 && Aside && at === columns.length - 1 ? <Aside key={at} room={room} number={visited} held={HELD} /> : <Column key={at} tabs={tabs} selected={selected} fresh={fresh} onSelect={choose} />)}
    </div>
  );
}
