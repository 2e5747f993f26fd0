// SPDX-License-Identifier: Apache-2.0
import type { WallPart } from '../../core/wall.ts';
import type { TimerView } from './view.ts';
import { FootTimer, WallTimer } from './wall/timer.tsx';

export const wall: WallPart = {
  scenes(view) {
    const { seconds = 0, ends = 0 } = (view as TimerView).timer ?? {};
    return seconds > 0 ? [{ kind: 'timer', id: 'timer', at: ends - seconds * 1000, goes: true }] : [];
  },
  news: ({ type }) => (type === 'timer.start' ? 'timer' : undefined),
  shows: { timer: WallTimer },
  Foot: FootTimer,
};
