// SPDX-License-Identifier: Apache-2.0
import { useEffect, useRef, useState } from 'preact/hooks';

/** A value that tells its followers when it is replaced. */
export class Store<T> {
  private readonly followers = new Set<() => void>();

  constructor(private value: T) {}

  get(): T {
    return this.value;
  }

  set(value: T): void {
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const follower of [...this.followers]) follower();
  }

  follow(follower: () => void): () => void {
    this.followers.add(follower);
    return () => this.followers.delete(follower);
  }
}

export function useStore<T>(store: Store<T>): T {
  const [, redraw] = useState<unknown>(undefined);
  useEffect(() => {
    const refresh = (): void => redraw({});
    const end = store.follow(refresh);
    // It may have changed between the first drawing and this effect.
    refresh();
    return end;
  }, [store]);
  return store.get();
}

// Looks that wait for what comes together: thousands of rows may follow one view, and a task each would be its own weight.
const due: (() => void)[] = [];

function lookAll(): void {
  for (const look of due.splice(0)) {
    try {
      look();
    } catch (error) {
      // Of one that fails the others know nothing.
      queueMicrotask(() => { throw error; });
    }
  }
}

/** What `select` makes of the value; draws again only when that is another. */
export function useSelect<S, T>(store: Store<S>, select: (value: S) => T): T {
  const [, redraw] = useState<unknown>(undefined);
  const drawn = select(store.get());
  const latest = useRef({ select, drawn });
  latest.current = { select, drawn };
  useEffect(() => {
    let [waits, over] = [false, false];
    const look = (): void => {
      waits = false;
      if (!over && !Object.is(latest.current.select(store.get()), latest.current.drawn)) redraw({});
    };
    // When all that came together has come: what was missed comes in steps, and what lies between two is no whole.
    const soon = (): void => {
      if (waits) return;
      waits = true;
      if (due.push(look) === 1) queueMicrotask(lookAll);
    };
    const end = store.follow(soon);
    look();
    return () => {
      over = true;
      end();
    };
  }, [store]);
  return drawn;
}
