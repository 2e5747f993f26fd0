// SPDX-License-Identifier: Apache-2.0
// A session that is watched again: the room as it was stands in the place of the room as it is. Features that have something to
// say of the moment ask here; where the context is empty the room goes on.
import { createContext } from 'preact';
import type { ComponentChildren, FunctionComponent } from 'preact';
import type { Store } from './store.ts';

export interface Replay {
  /** The first and the last moment, in ms since 1970. */
  readonly from: number;
  readonly to: number;
  /** What is shown: drawn anew four times a second. */
  readonly moment: Store<number>;
  readonly seek: (moment: number) => void;
  /** In the place of the picture. */
  readonly Picture: FunctionComponent<{ readonly children?: ComponentChildren }>;
}

export const ReplayContext = createContext<Replay | undefined>(undefined);
