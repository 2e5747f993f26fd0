// SPDX-License-Identifier: Apache-2.0
import type { WallPart } from '../../core/wall.ts';
import type { SlideView } from './view.ts';
import { WallSlide } from './wall/slide.tsx';

export const wall: WallPart = {
  scenes: (view) => (((view as SlideView).slide?.page ?? 0) > 0 ? [{ kind: 'slide', id: 'slide', at: 0, goes: true }] : []),
  news: ({ type }) => (type === 'slide.show' ? 'slide' : undefined),
  shows: { slide: WallSlide },
};
