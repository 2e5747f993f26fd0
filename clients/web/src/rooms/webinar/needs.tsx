// SPDX-License-Identifier: Apache-2.0
// One list of what waits for the team, each thing with its act beside it.
import type { FunctionComponent, JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { useView } from '../../core/here.ts';
import { useParts } from '../../core/team.ts';
import { useWords } from '../../i18n/context.tsx';
import { Empty } from '../../ui/parts.tsx';
import { useRove } from '../../ui/rove.ts';
import { FEATURES } from './features.ts';

/** How many things wait. */
export function needed(view: object): number {
  return FEATURES.reduce((sum, { needs }) => sum + (needs?.(view) ?? 0), 0);
}

export function Needs(): JSX.Element {
  const { t } = useWords();
  const parts = useParts();
  const count = useView(needed);
  const list = useRef<HTMLUListElement>(null);
  useRove(list);
  return (
    <div class="panel-split">
      <h2 class="hidden">{t('room.needs')}</h2>
      <div class="panel-scroll panel-flush">
        {parts && count === 0 && <Empty icon="needs">{t('room.needs.none')}</Empty>}
        <ul class="rows" ref={list} data-testid="needs">
          {FEATURES.map(({ id }) => {
            const Rows = (parts?.[id] as { readonly Needs?: FunctionComponent } | undefined)?.Needs;
            return Rows && <Rows key={id} />;
          })}
        </ul>
      </div>
    </div>
  );
}
