// SPDX-License-Identifier: Apache-2.0
// What is on its way. Without a network it does not come: then something else stands in its place (pages/offline), which says so.
import type { ComponentChildren, FunctionComponent, JSX } from 'preact';
import { Store, useStore } from '../core/store.ts';

export interface AwaitedProps {
  readonly children: ComponentChildren;
}

/** While there is no network. */
export const instead = new Store<FunctionComponent<AwaitedProps> | undefined>(undefined);

export function Awaited(props: AwaitedProps): JSX.Element {
  const Instead = useStore(instead);
  return Instead ? <Instead {...props} /> : <>{props.children}</>;
}
