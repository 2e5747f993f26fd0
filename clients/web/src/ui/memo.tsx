// SPDX-License-Identifier: Apache-2.0
import { Component, h } from 'preact';
import type { ComponentChild, FunctionComponent } from 'preact';

/** Draws again only when a property is another one. The merge shares what a patch did not touch, so
 *  in a list of a thousand only the row that changed is drawn. */
export function memo<P extends object>(inner: FunctionComponent<P>): FunctionComponent<P> {
  class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const before = this.props as Readonly<Record<string, unknown>>;
      const after = next as Readonly<Record<string, unknown>>;
      const keys = Object.keys(after);
      return keys.length !== Object.keys(before).length || keys.some((key) => !Object.is(before[key], after[key]));
    }
    override render(): ComponentChild {
      return h(inner, this.props as P);
    }
  }
  return Memo as unknown as FunctionComponent<P>;
}
