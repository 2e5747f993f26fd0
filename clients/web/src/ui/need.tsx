// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, JSX } from 'preact';
import { Acts } from './acts.tsx';
import type { Act } from './acts.tsx';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';
import { Time } from './parts.tsx';
import { Prose } from './prose.tsx';
import type { Dir } from '../core/views.ts';

/** Something that waits for the team: what it is, whose and since when, its words, its acts. */
export function Need({ icon, kind, who, at, day, text, dir, acts, label, busy, testid }: {
  icon: IconName; kind: string; who: ComponentChildren; at: number; day: number; text?: string; dir?: Dir; acts: readonly Act[]; label: string;
  busy: boolean; testid: string;
}): JSX.Element {
  return (
    <li class="need" data-row tabIndex={-1} data-testid={testid}>
      <Icon name={icon} />
      <div>
        <p class="meta">{kind} · {who} · <Time at={at} now={day} /></p>
        {text !== undefined && dir && <Prose text={text} dir={dir} />}
        <Acts acts={acts} label={label} busy={busy} />
      </div>
    </li>
  );
}
