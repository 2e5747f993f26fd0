// SPDX-License-Identifier: Apache-2.0
import type { RoomView, Texts } from '../../core/views.ts';

export type Phase = 'scheduled' | 'rehearsal' | 'live' | 'paused' | 'ended';
/** Where a picture with its sound is, or sound alone. */
export interface Source {
  readonly url: string;
  readonly type: 'hls' | 'mp4' | 'audio';
}
/** Whether it is what the room is sent, by a program of the host's. */
export function isSent(source: Source): boolean {
  return source.url.startsWith('/media/live/');
}
/** Beside the stream: the same in another language, its sound alone, or in sign language. */
export interface Beside extends Source {
  readonly lang?: string;
  readonly sign?: boolean;
}
export interface Stream extends Source {
  readonly lang?: string;
  readonly more?: readonly Beside[];
}
/** What the room is sent by a program of the host's. */
export interface Ingest {
  readonly live?: boolean;
  readonly since?: number;
  /** It ended since the media server was not heard any more. */
  readonly lost?: boolean;
  readonly turn?: number;
  readonly recordings?: { readonly [seq: string]: { readonly at: number; readonly file: string } };
}
export interface Stage {
  readonly kind: 'webinar' | 'course';
  readonly title: Texts;
  readonly phase: Phase;
  readonly start?: number;
  readonly minutes?: number;
  /** What it is for, the series that it is part of, the time zone that its hours are meant in, what is spoken. */
  readonly summary?: Texts;
  readonly series?: string;
  readonly zone?: string;
  readonly languages?: readonly string[];
  readonly since?: number;
  /** Of a break: when it is over. */
  readonly until?: number;
  readonly stream?: Stream;
}
/** A recording of the session; where it is is told to the team. Which moments it shows where: replay/anchors.ts. */
export interface Recorded {
  readonly url?: string;
  readonly type: Source['type'];
  readonly lang?: string;
  readonly length?: number;
  /** What a media server took, by the entry that told of it. */
  readonly ingest?: number;
  /** The anchors were found in it. */
  readonly dated?: boolean;
  readonly anchors: readonly (readonly [position: number, moment: number])[];
}
export interface MediaView extends RoomView {
  readonly media?: { readonly recordings?: { readonly [seq: string]: Recorded } };
}
export interface StageView extends RoomView {
  readonly stage: Stage;
  readonly ingest?: Ingest;
}
