// SPDX-License-Identifier: Apache-2.0
// What one takes part in: tabs in one column, or, on the team's desk, in two.
import type { FunctionComponent, JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { Feature, Tab } from '../../core/feature.ts';
import { useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { memo } from '../../ui/memo.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Next } from '../../ui/turns.ts';
import { After } from './after.tsx';
import { FEATURES } from './features.ts';
import { Needs, needed } from './needs.tsx';
import { partOf } from './rest.ts';
import { Sheet } from './sheet.tsx';

interface Panel extends Pick<Feature, 'fresh' | 'newest'> {
  readonly id: string;
  readonly tab: Tab;
  readonly Panel: FunctionComponent;
}

const NEEDS: Panel = {
  id: 'needs', tab: { id: 'needs', label: 'room.needs', icon: 'needs', staff: true, waits: true }, Panel: memo(Needs), fresh: needed,
};
const SHEET: Panel = { id: 'sheet', tab: { id: 'sheet', label: 'room.sheet', icon: 'list', staff: true }, Panel: memo(Sheet) };
// Where there is no room for it beside the panels.
const AFTER: Panel = { id: 'after', tab: { id: 'after', label: 'room.summary', icon: 'screen' }, Panel: memo(Summary) };
const PANELS: readonly Panel[] = [AFTER, NEEDS, SHEET, ...FEATURES.flatMap(({ id, tab, Panel: own, fresh, newest }): Panel[] => {
  const Panel = partOf(id, 'Panel', own);
  return tab && Panel ? [{ id: tab.id, tab, Panel: memo(Panel), ...(fresh ? { fresh } : {}), ...(newest ? { newest } : {}) }] : [];
})];

function Summary(): JSX.Element {
  return <div class="panel-scroll"><After /></div>;
}

/** The columns from the start of the line. On a wide desk the run sheet has one of its own; once the session is over there is
 *  none, and what it was stands among the panels where there is no room beside them. */
export function columnsFor(staff: boolean, { desk, wide, over, roomy, replay }: { readonly [is in 'desk' | 'wide' | 'over' | 'roomy' | 'replay']: boolean }): readonly (readonly Panel[])[] {
  const offered = PANELS.filter(({ tab }) => (staff || !tab.staff) && (!tab.over || over || replay)).filter((panel) => (panel === SHEET ? !wide && !over : panel !== AFTER || (over && !roomy)));
  if (wide) return [[SHEET], offered.filter(({ tab }) => !tab.talk), offered.filter(({ tab }) => tab.talk)];
  return desk ? [offered.filter(({ tab }) => !tab.talk), offered.filter(({ tab }) => tab.talk)] : [offered];
}

export function Column({ tabs, selected, fresh, onSelect }: {
  tabs: readonly Panel[]; selected: string; fresh: readonly number[]; onSelect: (tab: string) => void;
}): JSX.Element {
  const { t } = useWords();
  const shown = tabs.find(({ id }) => id === selected);
  const label = tabs.length < PANELS.length - 3 && tabs[0]?.tab.talk ? t('room.talk') : t('room.panels');
  return (
    <section class="panel-column" aria-label={label}>
      <Tabs label={label} selected={selected} onSelect={onSelect}
        tabs={tabs.map((panel) => ({ id: panel.id, label: t(panel.tab.label), icon: panel.tab.icon, waits: panel.tab.waits ?? false, fresh: fresh[PANELS.indexOf(panel)] ?? 0 }))}>
        <Next>{shown && <shown.Panel key={shown.id} />}</Next>
      </Tabs>
    </section>
  );
}

/** For each panel, what waits there or came while nobody was looking. */
export function useFresh(inSight: (tab: string) => boolean, again: boolean): readonly number[] {
  const seen = useRef<{ [tab: string]: number }>({});
  const counts = useView((view) => PANELS.map(({ id, fresh, newest }) => {
    if (inSight(id) || seen.current[id] === undefined) seen.current[id] = newest?.(view) ?? 0;
    // Watched again nothing is new: one goes back and forth.
    return (inSight(id) || again) && newest ? 0 : fresh?.(view, seen.current[id] ?? 0) ?? 0;
  }).join());
  return counts.split(',').map(Number);
}
