// SPDX-License-Identifier: Apache-2.0
// The run sheet: what the team runs a session with, one part of each feature below the other.
import type { FunctionComponent, JSX } from 'preact';
import { useParts } from '../../core/team.ts';
import { useWords } from '../../i18n/context.tsx';
import { FEATURES } from './features.ts';

export function Sheet(): JSX.Element {
  const { t } = useWords();
  const parts = useParts();
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
