// SPDX-License-Identifier: Apache-2.0
// localStorage and sessionStorage may be forbidden; then things are remembered for this page only.

interface Guarded {
  get(key: string): string | null;
  set(key: string, value: string | null): void;
  keys(): string[];
}

function guarded(pick: () => Storage): Guarded {
  // Also what found no room in the storage.
  const memory = new Map<string, string>();
  return {
    get(key) {
      try {
        return memory.get(key) ?? pick().getItem(key);
      } catch {
        return null;
      }
    },
    set(key, value) {
      memory.delete(key);
      try {
        if (value === null) pick().removeItem(key);
        else pick().setItem(key, value);
      } catch {
        if (value !== null) memory.set(key, value);
      }
    },
    keys() {
      try {
        return [...memory.keys(), ...Object.keys(pick())];
      } catch {
        return [...memory.keys()];
      }
    },
  };
}

/** For this browser. */
export const kept = guarded(() => localStorage);
/** For this tab. */
export const keptHere = guarded(() => sessionStorage);

export function parsed(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
