// SPDX-License-Identifier: Apache-2.0
// How the tempo is for oneself: it stands until one changes it. The team sees how many say what, and nobody who.
import type { JSX } from 'preact';
import { useRights, useView } from '../../core/here.ts';
import { useTeam } from '../../core/team.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Menu } from '../../ui/menu.tsx';
import type { MenuPart } from '../../ui/menu.tsx';
import { TEMPOS } from './view.ts';
import type { TempoView } from './view.ts';

export function TempoActs(): JSX.Element | null {
  const { staff, may } = useRights();
  const team = useTeam<typeof import('./staff.ts')>('tempo');
  if (staff) return team ? <team.TempoSums /> : null;
  return may('tempo.choose') ? <Choice /> : null;
}

function Choice(): JSX.Element {
  const { t } = useWords();
  const { sending, run } = useAct();
  const chosen = useView((view: TempoView) => view.me.tempo?.chosen ?? 'none');
  const choose = (tempo: string): void => {
    if (tempo !== chosen) void run('tempo.choose', { tempo });
  };
  const items: MenuPart[] = TEMPOS.map((tempo) => (
    { label: t(`tempo.${tempo}`), checked: tempo === chosen, testid: `tempo-${tempo}`, onChoose: () => choose(tempo) }
  ));
  if (chosen !== 'none') items.push('line', { label: t('tempo.none'), testid: 'tempo-none', onChoose: () => choose('none') });
  return (
    <div class="tempo">
      <Menu label={chosen === 'none' ? t('tempo.label') : t('tempo.chosen', { tempo: t(`tempo.${chosen}`) })} items={items} busy={sending} testid="tempo" />
    </div>
  );
}
