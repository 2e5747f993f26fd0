// SPDX-License-Identifier: Apache-2.0
// What plays a session again. The recording that shows the moment is the clock; where none does, the session goes on by its own,
// and a recording takes over where it begins. What was played is gathered, to be reported.
import { Store } from '../../../core/store.ts';
import { momentAt, nextShown, positionOf } from './anchors.ts';
import type { Anchor } from './anchors.ts';

export const SPEEDS: readonly number[] = [0.75, 1, 1.25, 1.5, 2];

/** One that may be played, its anchors as they count now. */
export interface Reel {
  readonly seq: number;
  readonly lang?: string | undefined;
  readonly length?: number | undefined;
  readonly anchors: readonly Anchor[];
}
/** What a video element is to it. */
export interface Screen {
  currentTime: number;
  playbackRate: number;
  muted?: boolean;
  readonly paused: boolean;
  readonly ended: boolean;
  readonly readyState: number;
  play(): Promise<void> | void;
  pause(): void;
}

export type Span = [from: number, to: number];

const READY = 2;
// A step that is longer than this was none: the machine slept, or the browser held the page back.
const STEP_MS = 2000;

export class Deck {
  readonly moment: Store<number>;
  readonly playing = new Store(false);
  readonly speed = new Store(1);
  readonly muted = new Store(false);
  /** Which recording is on; none: there is no picture of this moment. */
  readonly shown = new Store<number | undefined>(undefined);
  private reels: readonly Reel[] = [];
  private readonly lost = new Set<number>();
  private lang = '';
  private screen: Screen | undefined;
  private last: number | undefined;
  private spans: Span[] = [];

  constructor(readonly from: number, readonly to: number) {
    this.moment = new Store(from);
  }

  /** What there is to play; the language that one wants first. */
  load(reels: readonly Reel[], lang: string): void {
    const stood = this.reel();
    [this.reels, this.lang] = [reels, lang];
    this.choose();
    const stands = this.reel();
    // Shifted: the picture stays, and the room moves.
    if (stood && stands?.seq === stood.seq && stood.anchors !== stands.anchors && this.screen && this.isReady()) this.moment.set(this.within(momentAt(stands.anchors, this.screen.currentTime * 1000)));
  }

  reel(): Reel | undefined {
    return this.reels.find(({ seq }) => seq === this.shown.get());
  }

  /** Where the recording is to stand; undefined: none is on. */
  position(): number | undefined {
    const reel = this.reel();
    return reel && positionOf(reel.anchors, this.moment.get(), reel.length);
  }

  /** The picture of `shown` is there, or gone again. */
  attach(screen: Screen | undefined): void {
    this.screen = screen;
    if (!screen) return;
    screen.muted = this.muted.get();
    this.align();
  }

  /** That recording cannot be played: the session goes on without it. */
  fail(seq: number): void {
    this.lost.add(seq);
    this.choose();
  }

  again(): void {
    this.lost.clear();
    this.choose();
  }

  seek(moment: number): void {
    this.moment.set(this.within(Math.round(moment)));
    this.last = undefined;
    this.choose();
    this.align();
  }

  play(): void {
    if (this.moment.get() >= this.to) this.seek(this.from);
    this.playing.set(true);
    this.last = undefined;
    void this.screen?.play();
  }

  pause(): void {
    this.playing.set(false);
    this.screen?.pause();
  }

  mute(muted: boolean): void {
    this.muted.set(muted);
    if (this.screen) this.screen.muted = muted;
  }

  speedSet(speed: number): void {
    this.speed.set(speed);
    if (this.screen) this.screen.playbackRate = speed;
  }

  /** Some time has passed. */
  tick(now: number): void {
    const before = this.last;
    this.last = now;
    if (!this.playing.get()) return;
    const was = this.moment.get();
    const reel = this.reel();
    if (reel) this.follow(reel);
    else if (before !== undefined) this.goOn((now - before) * this.speed.get());
    const is = this.moment.get();
    if (is > was && is - was <= STEP_MS * this.speed.get()) this.note(was, is);
    if (is >= this.to) this.pause();
  }

  /** What was played since this was asked last. */
  played(): readonly Span[] {
    const spans = this.spans;
    this.spans = [];
    return spans.filter(([from, to]) => to > from);
  }

  private follow(reel: Reel): void {
    const { screen } = this;
    if (!screen || !this.isReady()) return;
    const position = screen.currentTime * 1000;
    const moment = momentAt(reel.anchors, position);
    this.moment.set(this.within(moment));
    if (!screen.ended && position < (reel.length ?? Infinity)) return;
    // What it does not show is seen without it.
    this.shown.set(undefined);
    this.moment.set(this.within(moment + 1));
    this.choose();
  }

  private goOn(by: number): void {
    const was = this.moment.get();
    const begins = this.playable().map(({ anchors }) => nextShown(anchors, was)).filter((at): at is number => at !== undefined && at <= was + by);
    this.moment.set(this.within(begins.length > 0 ? Math.min(...begins) : was + by));
    this.choose();
  }

  private note(from: number, to: number): void {
    const last = this.spans.at(-1);
    if (last && last[1] === from) last[1] = to;
    else this.spans.push([from, to]);
  }

  private playable(): readonly Reel[] {
    const left = this.reels.filter(({ seq }) => !this.lost.has(seq));
    const own = left.filter(({ lang }) => lang === this.lang);
    return [...own, ...left.filter((each) => !own.includes(each))];
  }

  private choose(): void {
    const moment = this.moment.get();
    const found = this.playable().find(({ anchors, length }) => positionOf(anchors, moment, length) !== undefined);
    this.shown.set(found?.seq);
  }

  private align(): void {
    const position = this.position();
    if (!this.screen || position === undefined) return;
    this.screen.currentTime = position / 1000;
    this.screen.playbackRate = this.speed.get();
    if (this.playing.get()) void this.screen.play();
  }

  private isReady(): boolean {
    return this.screen !== undefined && this.screen.readyState >= READY;
  }

  private within(moment: number): number {
    return Math.min(this.to, Math.max(this.from, moment));
  }
}
