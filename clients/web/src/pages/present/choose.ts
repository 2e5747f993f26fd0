// SPDX-License-Identifier: Apache-2.0
// What fills the wall: by itself what happened last, or what its window was told to show. It is told in the address, so
// that a reload finds it again, and nowhere else.
import { KINDS } from '../../core/wall.ts';
import type { Scene, SceneKind, Seen } from '../../core/wall.ts';

/** What a window can be told to show. */
export const FIXED = ['poll', 'questions', 'board', 'join'] as const satisfies readonly SceneKind[];
export type Fixed = (typeof FIXED)[number];
export interface Choice {
  /** Undefined: what happened last. */
  readonly kind: Fixed | undefined;
  /** How many of its kind one has gone back. */
  readonly back: number;
}

/** As the address has it: "poll", "poll.2". */
export function choiceOf(text: string): Choice {
  const [name = '', back = '0'] = text.split('.');
  const kind = FIXED.find((each) => each === name);
  return { kind, back: kind && /^\d{1,3}$/.test(back) ? Number(back) : 0 };
}

export function choiceText({ kind, back }: Choice): string {
  return kind === undefined ? '' : back > 0 ? `${kind}.${back}` : kind;
}

/** What was seen to happen comes first, the youngest of it; then what goes on; then what was last as the view tells it. */
function order(seen: Seen): (a: Scene, b: Scene) => number {
  const when = ({ id }: Scene): number => seen.get(id) ?? 0;
  return (a, b) => when(b) - when(a) || Number(b.goes ?? false) - Number(a.goes ?? false) || b.at - a.at || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind);
}

/** Undefined: nothing stands that may be shown. Before it begins, in a break and after the end the wall says so, unless it is told otherwise. */
export function choose(scenes: readonly Scene[], seen: Seen, { kind, back }: Choice): Scene | undefined {
  const wanted = kind ?? (scenes.some((scene) => scene.kind === 'stage') ? 'stage' : undefined);
  const found = scenes.filter((scene) => wanted === undefined || scene.kind === wanted).sort(order(seen));
  return found[back % Math.max(1, found.length)];
}

export type Act = Fixed | 'auto' | 'light' | 'full' | 'help';
export const KEYS: readonly (readonly [string, Act])[] = [
  ['A', 'auto'], ['P', 'poll'], ['Q', 'questions'], ['W', 'board'], ['J', 'join'], ['L', 'light'], ['F', 'full'], ['?', 'help'],
];

/** By the letter, and where the keyboard writes no Latin ones, by the place of the key. */
export function actOf({ key, code, ctrlKey, metaKey, altKey }: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey'>): Act | undefined {
  if (ctrlKey || metaKey || altKey) return undefined;
  const letter = /^[a-z?]$/i.test(key) ? key.toUpperCase() : key === '؟' ? '?' : /^Key([A-Z])$/.exec(code)?.[1];
  return KEYS.find(([each]) => each === letter)?.[1];
}

/** The next choice after an act; the same kind again goes one back. */
export function chosenBy(act: Fixed | 'auto', now: Choice): Choice {
  if (act === 'auto') return { kind: undefined, back: 0 };
  return { kind: act, back: act === now.kind ? now.back + 1 : 0 };
}
