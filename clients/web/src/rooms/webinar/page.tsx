// SPDX-License-Identifier: Apache-2.0
import '../../styles/work.css';
import type { FunctionComponent, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useMedia } from '../../core/media.ts';
import { Staff } from '../../core/team.ts';
import { Enter } from '../enter.tsx';
import { useTargetTab } from '../target.ts';
import { FEATURES } from './features.ts';
import { Panels, TABS } from './panels.tsx';
import './style.css';
import '../../styles/print.css';

const staff = new Staff(async () => (await import('staff:webinar')).parts);

export function WebinarPage({ room }: { room: string }): JSX.Element {
  return <Enter room={room} features={FEATURES} staff={staff}><Webinar /></Enter>;
}

const facts = FEATURES.flatMap(({ Fact }): FunctionComponent[] => (Fact ? [Fact] : []));

function Webinar(): JSX.Element {
  // The first tab has a column of its own where there is room for three.
  const wide = useMedia('(min-width: 100rem)');
  const [chosen, choose] = useState(TABS[0]?.tab.id);
  const selected = (wide && chosen === TABS[0]?.tab.id ? TABS[1]?.tab.id : chosen) ?? '';
  const inSight = (tab: string): boolean => tab === selected || (wide && tab === TABS[0]?.tab.id);
  const open = (tab: string): void => {
    choose(tab);
    requestAnimationFrame(() => document.getElementById(`panel-${tab}`)?.focus());
  };
  useTargetTab(FEATURES, choose);
  return (
    <div class="webinar">
      <div class="webinar-main">
        {FEATURES.map(({ id, Picture }) => Picture && <Picture key={id} />)}
        {FEATURES.map(({ id, Acts }) => Acts && <Acts key={id} />)}
        {FEATURES.map(({ id, Heading }) => Heading && <Heading key={id} facts={facts} />)}
        {FEATURES.map(({ id, Now }) => Now && <Now key={id} inSight={inSight} open={open} />)}
        {FEATURES.map(({ id, Tools }) => Tools && <Tools key={id} />)}
      </div>
      <Panels wide={wide} selected={selected} inSight={inSight} onSelect={choose} />
    </div>
  );
}
