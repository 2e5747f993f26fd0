// SPDX-License-Identifier: Apache-2.0
// Which moment of the session a recording shows where. An anchor says that this position of it is that moment; between two
// the moment goes on with the position, but never beyond that of the second. So a cut is an anchor whose moment is later than it
// would be, and what was put in, or recorded in a pause, one whose moment is earlier: there the session stands still.

export type Anchor = readonly [position: number, moment: number];

/** Its own, or that it begins with the session. */
export function anchorsOf({ anchors }: { readonly anchors: readonly Anchor[] }, from: number): readonly Anchor[] {
  return anchors.length > 0 ? anchors : [[0, from]];
}

/** The moment that is shown at a position. */
export function momentAt(anchors: readonly Anchor[], position: number): number {
  let at = anchors.length - 1;
  while (at > 0 && anchors[at]![0] > position) at--;
  const [start, moment] = anchors[at]!;
  return Math.min(moment + position - start, anchors[at + 1]?.[1] ?? Infinity);
}

/** Where a moment is shown; undefined where it is not: before it begins, in a cut, after its end. */
export function positionOf(anchors: readonly Anchor[], moment: number, length = Infinity): number | undefined {
  const [first, begun] = anchors[0]!;
  const before = first - (begun - moment);
  if (moment < begun) return before >= 0 ? before : undefined;
  for (let at = anchors.length - 1; at >= 0; at--) {
    const [start, from] = anchors[at]!;
    if (moment < from) continue;
    const position = start + moment - from;
    return position < (anchors[at + 1]?.[0] ?? length) ? position : undefined;
  }
  return undefined;
}

/** The first moment after that one that it shows. */
export function nextShown(anchors: readonly Anchor[], moment: number): number | undefined {
  const [first, begun] = anchors[0]!;
  return [begun - first, ...anchors.map(([, at]) => at)].find((at) => at > moment);
}

/** All of them later, by so much, or earlier. */
export function shifted(anchors: readonly Anchor[], by: number): readonly Anchor[] {
  return anchors.map(([position, moment]) => [position, moment + by]);
}

/** From that position on it is that moment: the anchor before it stays, and those that would go back go. */
export function anchored(anchors: readonly Anchor[], position: number, moment: number): readonly Anchor[] {
  return [
    ...anchors.filter(([at, was]) => at < position && was <= moment),
    [position, moment] as const,
    ...anchors.filter(([at, was]) => at > position && was >= moment),
  ];
}

const JUMP_MS = 500;

/** What a playlist says of its pieces: an anchor wherever the dates (EXT-X-PROGRAM-DATE-TIME) do not go on by themselves. */
export function anchorsIn(playlist: string): { readonly anchors: readonly Anchor[]; readonly length: number } {
  const anchors: Anchor[] = [];
  let position = 0;
  for (const line of playlist.split(/\r?\n/)) {
    const date = /^#EXT-X-PROGRAM-DATE-TIME:(.+)$/.exec(line)?.[1];
    // ffmpeg leaves the colon out of the zone; without any it would be the reader's own.
    const moment = date === undefined ? NaN : Date.parse(date.trim().replace(/([+-]\d\d)(\d\d)$/, '$1:$2').replace(/(T[\d:.]+)$/, '$1Z'));
    const last = anchors.at(-1);
    const expected = last && momentAt(anchors, position);
    if (Number.isFinite(moment) && moment >= (last?.[1] ?? 1) && (expected === undefined || Math.abs(expected - moment) > JUMP_MS)) anchors.push([Math.round(position), moment]);
    const length = Number(/^#EXTINF:([\d.]+)/.exec(line)?.[1] ?? 0);
    position += length * 1000;
  }
  return { anchors, length: Math.round(position) };
}

/** Of a list of lists the first. */
export function variantIn(playlist: string): string | undefined {
  return /^#EXT-X-STREAM-INF:.*\r?\n(?:#.*\r?\n)*([^#\s].*)$/m.exec(playlist)?.[1]?.trim();
}
