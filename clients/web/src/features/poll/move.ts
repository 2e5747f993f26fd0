// SPDX-License-Identifier: Apache-2.0
// Prepared polls are put into their order: by the menu, by the arrows with Alt, or by dragging.
import { useView } from '../../core/here.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { announce } from '../../ui/live.tsx';
import { moved, sorted } from './order.ts';
import type { PollView } from './view.ts';

const KIND = 'application/x-muster-poll';

export interface Move {
  /** To the place above or below; absent at the ends. */
  readonly up?: () => void;
  readonly down?: () => void;
}

const NONE: readonly number[] = [];

function useDrafts(): { readonly drafts: readonly number[]; readonly put: (seq: number, to: number) => void } {
  const { t } = useWords();
  const polls = useView((view: PollView) => view.poll?.polls);
  const order = useView((view: PollView) => view.poll?.order) ?? NONE;
  const { run } = useAct();
  const drafts = sorted(polls, order).filter(({ value }) => value.state === 'draft').map(({ seq }) => seq);
  const put = (seq: number, to: number): void => {
    const next = moved(drafts, seq, to);
    if (next) void run('poll.order', { polls: next }).then((done) => done && announce(t('poll.moved', { place: to + 1, all: drafts.length })));
  };
  return { drafts, put };
}

export function useMove(seq: number): Move {
  const { drafts, put } = useDrafts();
  const at = drafts.indexOf(seq);
  return {
    ...(at > 0 ? { up: () => put(seq, at - 1) } : {}),
    ...(at >= 0 && at < drafts.length - 1 ? { down: () => put(seq, at + 1) } : {}),
  };
}

export interface Drag {
  readonly draggable: true;
  readonly onDragStart: (event: DragEvent) => void;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** For the row of a draft. */
export function useDrag(): (seq: number) => Drag {
  const { drafts, put } = useDrafts();
  return (seq) => ({
    draggable: true,
    onDragStart: ({ dataTransfer }) => dataTransfer?.setData(KIND, String(seq)),
    onDragOver: (event) => event.dataTransfer?.types.includes(KIND) && event.preventDefault(),
    onDrop(event) {
      event.preventDefault();
      put(Number(event.dataTransfer?.getData(KIND)), drafts.indexOf(seq));
    },
    onKeyDown(event) {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!event.altKey || step === undefined) return;
      event.preventDefault();
      put(seq, drafts.indexOf(seq) + step);
    },
  });
}
