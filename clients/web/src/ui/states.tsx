// SPDX-License-Identifier: Apache-2.0
// The states anything can be in, each with its own words. Never "this did not work".
import type { ComponentChildren, JSX } from 'preact';
import { Awaited } from './awaited.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

/** The shape of what is loading. `label` is said to screen readers. */
export function Skeleton({ kind, label }: { kind: 'rows' | 'lines' | 'stage'; label: string }): JSX.Element {
  return (
    <Awaited>
      <div class={`skeleton skeleton-${kind}`} role="status">
        <span class="hidden">{label}</span>
        {kind === 'rows' && [0, 1, 2].map((row) => <div key={row} class="skeleton-row" aria-hidden="true"><i /><i /><i /></div>)}
        {kind === 'lines' && <><i aria-hidden="true" /><i aria-hidden="true" /><i aria-hidden="true" /></>}
        {kind === 'stage' && <i aria-hidden="true" />}
      </div>
    </Awaited>
  );
}

export type Telling = 'offline' | 'late' | 'refused' | 'gone' | 'done';
const ICONS: { readonly [T in Telling]: IconName } = { offline: 'offline', late: 'clock', refused: 'broken', gone: 'trash', done: 'check' };

/** What became of something: the sentence, the text it is about, and what can be done. */
export function Told({ kind, title, children, testid }: {
  kind: Telling; title: string; children?: ComponentChildren; testid?: string;
}): JSX.Element {
  return (
    <div class={`told told-${kind}`} role="status" data-testid={testid}>
      <div class="told-row">
        <Icon name={ICONS[kind]} />
        <div><strong>{title}</strong>{children}</div>
      </div>
    </div>
  );
}
