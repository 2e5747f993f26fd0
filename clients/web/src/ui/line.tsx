// SPDX-License-Identifier: Apache-2.0
import type { ComponentChildren, JSX } from 'preact';
import { Icon } from './icon.tsx';
import type { IconName } from './icon.tsx';

/** A line that says how something is set, and opens to where it is set. */
export function Line({ icon, says, testid, children }: {
  icon: IconName; says: string; testid?: string; children: ComponentChildren;
}): JSX.Element {
  return (
    <details class="line" data-testid={testid}>
      <summary><Icon name={icon} /><span class="cut">{says}</span><Icon name="open" end /></summary>
      <div class="line-body">{children}</div>
    </details>
  );
}
