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

/** Of the device, whoever sits at it. */
export const OF_DEVICE: readonly string[] = ['lang', 'theme', 'saving', 'captions', 'picture', 'stream-language', 'sign', 'dictionary', 'tab'].map((name) => `muster.${name}`);
/** Of whoever comes next: that somebody has signed in here, who it was, a way in that was opened before. */
export const OF_NEXT: readonly string[] = ['signed', 'who', 'join'].map((name) => `muster.${name}`);
/** All else is somebody's, and says whose: muster.<what>.<their id>, and more behind a dot. Nothing of it stays but what is of
 *  `id`; without one, of nobody, and nothing that was for them next. */
export function othersDrop(id?: string): void {
  for (const storage of [kept, keptHere])
    for (const key of storage.keys().filter((each) => each.startsWith('muster.') && !OF_DEVICE.includes(each))) {
      const [, , ...rest] = key.split('.');
      const theirs = id !== undefined && (OF_NEXT.includes(key) || `${rest.join('.')}.`.startsWith(`${id}.`));
      if (!theirs) storage.set(key, null);
    }
}

export function parsed(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
