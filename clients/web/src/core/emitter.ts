// SPDX-License-Identifier: Apache-2.0
// Who listens to the connection's SDK, and to each room it follows. It stands in the place of the SDK's own, which is written for
// every runtime there is and weighs as much as a panel (scripts/slim.mjs). Listeners are called in the order in which they came; one
// that comes or goes meanwhile counts from the next event on.

type Listener = (...args: never[]) => void;
interface Heard {
  readonly listener: Listener;
  readonly once: boolean;
}

export class Emitter {
  private readonly heard = new Map<string, readonly Heard[]>();

  on(event: string, listener: Listener, once = false): this {
    this.heard.set(event, [...this.heardOf(event), { listener, once }]);
    return this;
  }

  once(event: string, listener: Listener): this {
    return this.on(event, listener, true);
  }

  /** Takes away the one that came last. */
  removeListener(event: string, listener: Listener): this {
    const all = this.heardOf(event);
    const gone = all.map((each) => each.listener).lastIndexOf(listener);
    this.heard.set(event, all.filter((_, at) => at !== gone));
    return this;
  }

  off(event: string, listener: Listener): this {
    return this.removeListener(event, listener);
  }

  /** True when somebody listened. */
  emit(event: string, ...args: readonly unknown[]): boolean {
    const all = this.heardOf(event);
    for (const { listener, once } of all) {
      if (once) this.removeListener(event, listener);
      listener.apply(this, args as never[]);
    }
    return all.length > 0;
  }

  private heardOf(event: string): readonly Heard[] {
    return this.heard.get(event) ?? [];
  }
}
