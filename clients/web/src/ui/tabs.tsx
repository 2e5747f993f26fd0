// SPDX-License-Identifier: Apache-2.0
// Tabs after the ARIA pattern: arrows move along the line of reading, Home and End jump.
import type { ComponentChildren, JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { useWords } from '../i18n/context.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import { Count } from './parts.tsx';

export interface Tab<T extends string> {
  readonly id: T;
  readonly label: string;
  readonly icon: IconName;
  readonly fresh?: number;
  /** The number is of what somebody has to do, not of news. */
  readonly waits?: boolean;
}

export function Tabs<T extends string>({ label, tabs, selected, onSelect, children }: {
  label: string; tabs: readonly Tab<T>[]; selected: T; onSelect: (id: T) => void; children: ComponentChildren;
}): JSX.Element {
  const { t, dir } = useWords();
  const list = useRef<HTMLDivElement>(null);
  const keydown = (event: KeyboardEvent): void => {
    const at = tabs.findIndex((tab) => tab.id === selected);
    const step = dir === 'rtl' ? -1 : 1;
    const moves: { readonly [key: string]: number } = {
      ArrowRight: at + step, ArrowLeft: at - step, Home: 0, End: tabs.length - 1,
    };
    const to = moves[event.key];
    if (to === undefined) return;
    const tab = tabs[(to + tabs.length) % tabs.length];
    if (!tab) return;
    event.preventDefault();
    onSelect(tab.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${tab.id}"]`)?.focus();
  };
  return (
    <div class="tabs">
      <div class={tabs.length > 3 ? 'tabs-list tabs-many' : 'tabs-list'} role="tablist" aria-label={label} ref={list} onKeyDown={keydown}>
        {tabs.map((tab) => (
          <button
            key={tab.id} type="button" role="tab" id={`tab-${tab.id}`} data-tab={tab.id} data-testid={`tab-${tab.id}`}
            aria-selected={tab.id === selected} aria-controls={`panel-${tab.id}`} tabIndex={tab.id === selected ? 0 : -1}
            onClick={() => onSelect(tab.id)}
          >
            <Icon name={tab.icon} />
            <span>{tab.label}</span>
            {tab.fresh ? <><Count value={tab.fresh} waits={tab.waits ?? false} /><span class="hidden">{t('tab.new', { n: tab.fresh })}</span></> : null}
          </button>
        ))}
      </div>
      <div class="tabs-panel" role="tabpanel" id={`panel-${selected}`} aria-labelledby={`tab-${selected}`} tabIndex={-1}>
        {children}
      </div>
    </div>
  );
}
