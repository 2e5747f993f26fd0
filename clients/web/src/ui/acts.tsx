// SPDX-License-Identifier: Apache-2.0
// What can be done with a thing: the first act is a button, the rest one menu. One row.
import type { JSX } from 'preact';
import { Menu } from './menu.tsx';
import type { MenuItem } from './menu.tsx';
import { Button } from './parts.tsx';

export interface Act extends MenuItem {
  readonly strong?: boolean;
  /** It has a key of its own where one is at the thing: its id in the list of all keys (ui/keys/list.ts). */
  readonly keyed?: 'edit' | 'mark' | 'vote';
}

/** The element that they stand in: whoever presses a key is at a thing, and they are within it (ui/keys). */
export interface Acted extends Element {
  acts?: readonly Pick<Act, 'keyed' | 'onChoose'>[];
}

/** `label` names the menu and the thing; lists of one keyboard stop open it by the menu key. `menu`: the act at hand stands
 *  elsewhere. */
export function Acts({ acts, label, busy, quiet, menu = false }: {
  acts: readonly Act[]; label: string; busy?: boolean; quiet?: boolean; menu?: boolean;
}): JSX.Element | null {
  const [first, ...rest] = acts;
  if (!first) return null;
  // What is weighty is never the act at hand.
  const aside = first.danger === true || menu;
  const alone = aside ? [first, ...rest] : rest;
  return (
    <div class="acts" ref={(element: Acted | null) => void (element && (element.acts = acts))}>
      {!aside && (
        <Button kind={first.strong ? 'strong' : quiet ? 'quiet' : 'plain'} small {...(first.icon ? { icon: first.icon } : {})} busy={busy ?? false}
          {...(first.testid ? { testid: first.testid } : {})} onClick={first.onChoose}>
          {first.label}
        </Button>
      )}
      {alone.length > 0 && <span data-acts><Menu icon="more" label={label} items={alone} busy={busy ?? false} /></span>}
    </div>
  );
}
