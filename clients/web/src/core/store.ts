// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';

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
