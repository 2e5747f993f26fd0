// SPDX-License-Identifier: Apache-2.0
// The way back to the list as one left it: its search, its filters and its page.
import type { ComponentChildren, JSX } from 'preact';
import { Icon } from '../../../ui/icon.tsx';
import { goTo } from '../go.ts';
import { followed } from '../../../ui/parts.tsx';

let left = '/academy/people';

export function listLeft(address: string): void {
  left = address;
}

export function toList(): void {
  goTo(left);
}

/** A link within the page by its whole address. */
export function To({ address, class: className, testid, children }: { address: string; class?: string; testid?: string; children: ComponentChildren }): JSX.Element {
  const follow = followed(() => goTo(address));
  return <a href={address} class={className} data-testid={testid} onClick={follow}>{children}</a>;
}

export function Back({ label }: { label: string }): JSX.Element {
  return <To address={left} class="academy-back" testid="people-back"><Icon name="back" />{label}</To>;
}
