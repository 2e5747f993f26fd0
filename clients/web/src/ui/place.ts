// SPDX-License-Identifier: Apache-2.0
// Where a menu stands: below its button, at the same edge in the line of reading, and within the window.

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}

const EDGE_PX = 8;
const GAP_PX = 4;

/** The corner, in the window. `end`: the edges at the end of the line meet. Above only where more room is. */
export function menuPlace(button: Box, menu: Size, window: Size, rtl: boolean, end: boolean): { left: number; top: number } {
  const left = end === rtl ? button.left : button.right - menu.width;
  const below = window.height - button.bottom - GAP_PX - EDGE_PX;
  const over = below < menu.height && button.top > window.height - button.bottom;
  return {
    left: within(left, window.width - menu.width),
    top: within(over ? button.top - GAP_PX - menu.height : button.bottom + GAP_PX, window.height - menu.height),
  };
}

function within(at: number, room: number): number {
  return Math.max(EDGE_PX, Math.min(at, room - EDGE_PX));
}
