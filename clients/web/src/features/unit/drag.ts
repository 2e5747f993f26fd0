// SPDX-License-Identifier: Apache-2.0
// Rows that are put elsewhere in their list: dragged with a mouse, or moved by Alt with an arrow. A phone has both in the menu of a row.
import { useRef, useState } from 'preact/hooks';

export interface RowDrag {
  readonly draggable: boolean;
  readonly 'data-over'?: true | undefined;
  readonly onDragStart: (event: DragEvent) => void;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDragEnd: () => void;
  readonly onDrop: (event: DragEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** `put`: what stands at `from` comes to stand at `to`. Of each list its own: what is dragged from elsewhere is not taken. */
export function useDrag(count: number, put: (from: number, to: number) => void): (place: number) => RowDrag {
  const from = useRef<number | undefined>(undefined);
  const [over, setOver] = useState<number | undefined>(undefined);
  const stop = (): void => {
    from.current = undefined;
    setOver(undefined);
  };
  return (place) => ({
    draggable: count > 1,
    'data-over': over !== place || from.current === undefined || from.current === place ? undefined : true,
    onDragStart(event) {
      from.current = place;
      event.dataTransfer?.setData('text/plain', '');
    },
    onDragOver(event) {
      if (from.current === undefined) return;
      event.preventDefault();
      setOver(place);
    },
    onDragEnd: stop,
    onDrop(event) {
      const moved = from.current;
      if (moved === undefined) return;
      event.preventDefault();
      stop();
      if (moved !== place) put(moved, place);
    },
    onKeyDown(event) {
      const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
      // In a field of the row the keys are the field's.
      if (!event.altKey || by === 0 || event.target !== event.currentTarget) return;
      event.preventDefault();
      event.stopPropagation();
      if (place + by >= 0 && place + by < count) put(place, place + by);
    },
  });
}
