// SPDX-License-Identifier: Apache-2.0
import type { RoomView } from '../../core/views.ts';

/** What it takes to have completed a session. */
export interface Rule {
  readonly percent?: number;
  readonly checks?: number;
  readonly replay?: true;
}
export interface PresenceView extends RoomView {
  readonly presence?: {
    readonly count?: number;
    readonly rule?: Rule;
    /** Of a session that has ended; times in ms. */
    readonly session?: { readonly people: number; readonly peak: number; readonly mean: number; readonly median: number; readonly length: number; readonly messages: number; readonly writers: number; readonly votes: number };
    /** For the team: the last correction. */
    readonly corrected?: number;
  };
}
/** Of a person's time; moments and times in ms. */
export interface Attended {
  readonly first?: number;
  readonly left?: number;
  readonly since?: number;
  readonly total: number;
  /** Those that count. */
  readonly minutes: number;
  readonly rejoins: number;
  readonly answered: number;
  readonly completed?: boolean;
  readonly corrected?: { readonly minutes: number; readonly at: number; readonly why?: string };
  readonly visits?: number;
}
export interface Own extends Attended {
  readonly length: number;
}
export interface Listed extends Attended {
  readonly name: string;
}
export interface ListPage {
  readonly length: number;
  readonly people: { readonly [id: string]: Listed };
  readonly next?: string;
}

const MINUTE_MS = 60_000;

/** Whole ones, as the server counts them. */
export function minutesOf(ms: number): number {
  return Math.floor(ms / MINUTE_MS);
}
