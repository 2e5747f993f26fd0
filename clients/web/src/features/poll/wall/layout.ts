// SPDX-License-Identifier: Apache-2.0
// Where the words of a cloud stand: the same words always at the same places, none over another. The largest begins in the
// middle; each goes outwards on a spiral until it finds room. What finds none, even in smaller letters, is left out.

export interface Said {
  readonly text: string;
  readonly times: number;
  /** How wide it is, in its own em. */
  readonly em: number;
}
export interface Placed extends Said {
  /** Of its middle. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}
export interface Box {
  readonly width: number;
  readonly height: number;
  /** The smallest letters, and the largest. */
  readonly least: number;
  readonly most: number;
}

// How tall a line of words is, and what stays free around it, in its em.
const TALL = 1.3;
const FREE = 0.16;
const STEP = 0.35;

interface Rect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

const apart = (a: Rect, b: Rect): boolean => Math.abs(a.x - b.x) * 2 >= a.w + b.w || Math.abs(a.y - b.y) * 2 >= a.h + b.h;

function spot(word: Said, size: number, taken: readonly Rect[], { width, height }: Box): Rect | undefined {
  const [w, h] = [(word.em + 2 * FREE) * size, TALL * size];
  if (w > width || h > height) return undefined;
  // An ellipse of the box's shape, until both its halves are past the edge.
  const turns = Math.max(width, height) / 2;
  const [wide, tall] = [width / Math.max(width, height), height / Math.max(width, height)];
  for (let angle = 0, far = 0; far <= turns * 1.5; angle += STEP, far = angle * h * 0.16) {
    const rect = { x: width / 2 + Math.cos(angle) * far * wide, y: height / 2 + Math.sin(angle) * far * tall, w, h };
    const inside = rect.x >= w / 2 && rect.y >= h / 2 && rect.x + w / 2 <= width && rect.y + h / 2 <= height;
    if (inside && taken.every((other) => apart(rect, other))) return rect;
  }
  return undefined;
}

function placed(words: readonly Said[], box: Box, largest: number): Placed[] {
  const top = Math.max(1, ...words.map(({ times }) => times));
  const taken: Rect[] = [];
  return words.flatMap((word): Placed[] => {
    const size = box.least + (largest - box.least) * Math.sqrt((word.times - 1) / Math.max(1, top - 1)) * (top > 1 ? 1 : 0);
    const found = spot(word, Math.max(box.least, size), taken, box);
    if (!found) return [];
    taken.push(found);
    return [{ ...word, x: found.x, y: found.y, size: Math.max(box.least, size) }];
  });
}

/** Those said more often first; of those said alike, by their letters. */
export function cloud(said: readonly Said[], box: Box): readonly Placed[] {
  const words = [...said].sort((a, b) => b.times - a.times || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  let best: Placed[] = [];
  for (let largest = box.most; ; largest *= 0.85) {
    const last = largest <= box.least;
    const tried = placed(words, box, Math.max(box.least, largest));
    if (tried.length > best.length || tried.length === words.length) best = tried;
    if (tried.length === words.length || last) return best;
  }
}
