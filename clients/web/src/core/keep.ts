// SPDX-License-Identifier: Apache-2.0
// localStorage and sessionStorage may be forbidden; then things are remembered for this page only.

function guarded(pick: () => Storage): { get(key: string): string | null; set(key: string, value: string | null): void } {
  const memory = new Map<string, string>();
  return {
    get(key) {
      try {
        return pick().getItem(key);
      } catch {
        return memory.get(key) ?? null;
      }
    },
    set(key, value) {
      try {
        if (value === null) pick().removeItem(key);
        else pick().setItem(key, value);
      } catch {
        if (value === null) memory.delete(key);
        else memory.set(key, value);
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
