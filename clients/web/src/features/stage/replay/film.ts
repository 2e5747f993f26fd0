// SPDX-License-Identifier: Apache-2.0
// The film of a session (docs/film.md): for each part of the room pieces that are fetched like files, each the view at its
// beginning and what changes it. A moment is shown by the last piece that begins no later; whoever plays on takes the changes
// alone.
import { isObject, merge } from '../../../core/merge.ts';
import type { Json, JsonObject } from '../../../core/merge.ts';

type Listed = readonly [number: number, version: string, bytes: number, on: number];
type Change = readonly [moment: number, patch: JsonObject];

export interface Index {
  readonly room: string;
  readonly set: string;
  readonly version: string;
  readonly from: number;
  readonly to: number;
  readonly step: number;
  readonly live: readonly (readonly [number, number])[];
  readonly chapters: readonly { readonly item: number; readonly at: number }[];
  readonly busy: readonly number[];
  readonly parts: { readonly [part: string]: readonly Listed[] };
}

interface Segment {
  readonly at: number;
  readonly view?: JsonObject;
  readonly changes: readonly Change[];
}

export type Fetched = (path: string) => Promise<unknown>;

/** One part of the room: `view` is what it was at the moment that was sought last. */
export class Part {
  private readonly known = new Map<string, Promise<Segment>>();
  private segments: readonly Listed[];
  /** Where the view stands: the place in `segments`, the changes of it that are applied. */
  private place = -1;
  private segment: Segment | undefined;
  private applied = 0;
  private turn = 0;
  view: JsonObject | undefined;

  constructor(private readonly index: () => Index, private readonly name: string, private readonly fetched: Fetched) {
    this.segments = index().parts[name] ?? [];
  }

  /** The view at that moment. A search that was overtaken by another gives undefined. */
  async seek(moment: number): Promise<JsonObject | undefined> {
    const turn = ++this.turn;
    const place = this.placeOf(moment);
    if (place < 0) return this.view = {};
    const here = this.segment;
    if (here && place === this.place && this.isAhead(moment)) return this.apply(here, moment);
    const next = here && place === this.place + 1;
    const segment = await this.load(place, next ? '.on' : '');
    if (turn !== this.turn) return undefined;
    if (next && here) this.apply(here, Infinity);
    else this.view = segment.view ?? {};
    [this.place, this.segment, this.applied] = [place, segment, 0];
    return this.apply(segment, moment);
  }

  /** At once, if nothing has to be fetched for it. */
  step(moment: number): JsonObject | undefined {
    const { segment } = this;
    return segment && this.placeOf(moment) === this.place && this.isAhead(moment) ? this.apply(segment, moment) : undefined;
  }

  /** Fetches ahead what follows that moment. */
  ahead(moment: number): void {
    const place = this.placeOf(moment) + 1;
    if (place === this.place + 1 && place < this.segments.length) void this.load(place, '.on').catch(() => undefined);
  }

  /** The index is another one: what is named as before stays. */
  renew(): void {
    this.segments = this.index().parts[this.name] ?? [];
    const names = new Set(this.segments.flatMap((each) => ['', '.on'].map((on) => this.path(each, on))));
    for (const path of [...this.known.keys()]) if (!names.has(path)) this.known.delete(path);
    [this.place, this.segment, this.applied] = [-1, undefined, 0];
  }

  /** The last that begins no later. */
  private placeOf(moment: number): number {
    const { from, step } = this.index();
    const number = Math.max(0, Math.floor((moment - from) / step));
    let [low, high] = [0, this.segments.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.segments[middle]![0] <= number) low = middle;
      else high = middle - 1;
    }
    return this.segments.length === 0 ? -1 : low;
  }

  private isAhead(moment: number): boolean {
    const last = this.segment?.changes[this.applied - 1]?.[0] ?? this.segment?.at ?? Infinity;
    return last <= moment || this.applied === 0;
  }

  private apply(segment: Segment, moment: number): JsonObject | undefined {
    let view: Json = this.view ?? {};
    for (; this.applied < segment.changes.length; this.applied++) {
      const [at, patch] = segment.changes[this.applied]!;
      if (at > moment) break;
      view = merge(view, patch);
    }
    return this.view = isObject(view) ? view : {};
  }

  private path([number, version]: Listed, on: string): string {
    const { room, set } = this.index();
    return `/api/films/${room}/${set}/${this.name}/${number}.${version}${on}`;
  }

  private load(place: number, on: string): Promise<Segment> {
    const listed = this.segments[place]!;
    const path = this.path(listed, on);
    const known = this.known.get(this.path(listed, '')) ?? this.known.get(path);
    if (known) return known;
    const coming = this.fetched(path) as Promise<Segment>;
    this.known.set(path, coming);
    // Lost on the way: asked for again by whoever wants it again.
    coming.catch(() => this.known.delete(path));
    return coming;
  }
}

export class Film {
  private readonly parts = new Map<string, Part>();
  private readonly groups = new Map<string, Film>();

  private constructor(public index: Index, private readonly room: string, private readonly fetched: Fetched) {}

  static async open(room: string, fetched: Fetched): Promise<Film> {
    return new Film(await indexOf(room, fetched), room, fetched);
  }

  part(name: string): Part {
    let part = this.parts.get(name);
    if (!part) this.parts.set(name, part = new Part(() => this.index, name, this.fetched));
    return part;
  }

  /** A break-out group is a film of its own, which begins to be fetched when it is looked at. */
  group(number: string): Pick<Part, 'seek' | 'step'> {
    const name = ['group', number].join('.');
    const part = async (): Promise<Part> => {
      if (!this.groups.has(name)) this.groups.set(name, await Film.open(`${this.room}/${name}`, this.fetched));
      return this.groups.get(name)!.part(name);
    };
    return { step: (moment) => this.groups.get(name)?.part(name).step(moment), seek: async (moment) => (await part()).seek(moment) };
  }

  /** Looks whether it shows something else now; true when it does. */
  async renew(): Promise<boolean> {
    const groups = await Promise.all([...this.groups.values()].map((each) => each.renew()));
    return await this.renewOwn() || groups.includes(true);
  }

  private async renewOwn(): Promise<boolean> {
    const index = await indexOf(this.room, this.fetched);
    if (index.version === this.index.version && index.set === this.index.set) return false;
    this.index = index;
    for (const part of this.parts.values()) part.renew();
    return true;
  }
}

async function indexOf(room: string, fetched: Fetched): Promise<Index> {
  return await fetched(`/api/films/${room}`) as Index;
}
