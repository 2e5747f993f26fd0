// SPDX-License-Identifier: Apache-2.0
import type { RoomView, Texts } from '../../core/views.ts';

export type Phase = 'scheduled' | 'rehearsal' | 'live' | 'paused' | 'ended';
export interface Stream {
  readonly url: string;
  readonly type: 'hls' | 'mp4';
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
export interface StageView extends RoomView {
  readonly stage: Stage;
}
