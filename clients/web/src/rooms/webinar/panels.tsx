// SPDX-License-Identifier: Apache-2.0
// What one takes part in: tabs; on a wide screen the first has a column of its own.
import type { FunctionComponent, JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { Feature, Tab } from '../../core/feature.ts';
import { useRights, useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { memo } from '../../ui/memo.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { FEATURES } from './features.ts';

interface Panel extends Feature {
  readonly tab: Tab;
  readonly Panel: FunctionComponent;
}

export const TABS: readonly Panel[] = FEATURES.flatMap((feature) => {
  const { tab, Panel } = feature;
  return tab && Panel ? [{ ...feature, tab, Panel: memo(Panel) }] : [];
});

export function Panels({ wide, selected, inSight, onSelect }: {
  wide: boolean; selected: string; inSight: (tab: string) => boolean; onSelect: (tab: string) => void;
}): JSX.Element {
  const { t } = useWords();
  const { staff } = useRights();
  const fresh = useFresh(inSight);
  const offered = TABS.filter(({ tab }) => staff || !tab.staff);
  const [own] = wide ? offered : [];
  const tabs = offered.filter((panel) => panel !== own);
  const shown = tabs.find(({ tab }) => tab.id === selected);
  return (
    <>
      {own && (
        <section class="panel-column" aria-labelledby={`${own.tab.id}-heading`}>
          <h2 id={`${own.tab.id}-heading`} class="panel-column-title">{t(own.tab.label)}</h2>
          <own.Panel />
        </section>
      )}
      <section class="panel-column" aria-label={t('room.panels')}>
        <Tabs label={t('room.panels')} selected={selected} onSelect={onSelect}
          tabs={tabs.map(({ tab }) => ({ id: tab.id, label: t(tab.label), icon: tab.icon, fresh: fresh[TABS.findIndex((each) => each.tab === tab)] ?? 0 }))}>
          {shown && <shown.Panel key={shown.id} />}
        </Tabs>
      </section>
    </>
  );
}

/** For each tab, what waits there or came while nobody was looking. */
function useFresh(inSight: (tab: string) => boolean): readonly number[] {
  const seen = useRef<{ [tab: string]: number }>({});
  const counts = useView((view) => TABS.map(({ tab, fresh, newest }) => {
    if (inSight(tab.id) || seen.current[tab.id] === undefined) seen.current[tab.id] = newest?.(view) ?? 0;
    return inSight(tab.id) && newest ? 0 : fresh?.(view, seen.current[tab.id] ?? 0) ?? 0;
  }).join());
  return counts.split(',').map(Number);
}
