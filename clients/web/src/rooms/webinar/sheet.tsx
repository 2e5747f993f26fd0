// SPDX-License-Identifier: Apache-2.0
// The run sheet: what the team runs a session with, one part of each feature below the other.
import type { FunctionComponent, JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { Store, useStore } from '../../core/store.ts';
import { StaffContext } from '../../core/team.ts';
import type { StaffParts } from '../../core/team.ts';
import { useWords } from '../../i18n/context.tsx';
import { FEATURES } from './features.ts';

const NOTHING = new Store<StaffParts | undefined>(undefined);

export function Sheet(): JSX.Element {
  const { t } = useWords();
  const parts = useStore(useContext(StaffContext)?.parts ?? NOTHING);
  return (
    <div class="panel-split">
      <h2 class="hidden">{t('room.sheet')}</h2>
      <div class="panel-scroll panel-flush">
        <div class="sheets" data-testid="sheet">
          {FEATURES.map(({ id }) => {
            const Part = (parts?.[id] as { readonly Sheet?: FunctionComponent } | undefined)?.Sheet;
            return Part && <Part key={id} />;
          })}
        </div>
      </div>
    </div>
  );
}
