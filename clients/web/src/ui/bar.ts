// SPDX-License-Identifier: Apache-2.0
// The place in the top bar that belongs to the page below it: what one is in, and the acts on the whole of it.
import type { ComponentChildren } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { Store } from '../core/store.ts';

export const bar = new Store<ComponentChildren>(undefined);

/** Puts `content` there while the page stands; it is drawn outside the page and brings its contexts along. */
export function useBar(content: ComponentChildren, ...when: readonly unknown[]): void {
  useLayoutEffect(() => {
    bar.set(content);
    return () => {
      if (bar.get() === content) bar.set(undefined);
    };
  }, when);
}
