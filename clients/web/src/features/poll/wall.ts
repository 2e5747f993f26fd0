// SPDX-License-Identifier: Apache-2.0
import { changed } from '../../core/feature.ts';
import { isObject } from '../../core/merge.ts';
import type { RoomEvent } from '../../core/room.ts';
import type { WallPart } from '../../core/wall.ts';
import { textsAdd } from '../../i18n/index.ts';
import { later } from '../../ui/later.tsx';
import { texts as ofBoard } from './board/texts.ts';
import type { PollView } from './view.ts';
import { WallPoll } from './wall/poll.tsx';
import { pollScenes, sceneOf } from './wall/public.ts';

// Few sessions have a quiz.
const board = later(async () => (await Promise.all([import('./wall/board.tsx'), textsAdd(ofBoard)]))[0].WallBoard, true);

const NEWS: readonly string[] = ['poll.open', 'poll.close', 'poll.round', 'poll.publish', 'poll.reveal'];

function news(event: RoomEvent): string | undefined {
  const view = event.view as unknown as PollView;
  if (event.type === 'poll.board') {
    const share = event.patch['poll'];
    const boards = isObject(share) && isObject(share['boards']) ? Object.keys(share['boards']) : [];
    const [quiz] = boards.filter((each) => view.poll?.boards?.[each]);
    return quiz === undefined ? undefined : `board-${quiz}`;
  }
  if (!NEWS.includes(event.type)) return undefined;
  const seq = changed(event, 'poll', 'polls');
  // Results that are taken back are no news.
  return event.type === 'poll.publish' && !view.poll?.polls?.[seq]?.published ? undefined : sceneOf(seq);
}

export const wall: WallPart = { scenes: (view, seen) => pollScenes(view as PollView, seen), news, shows: { poll: WallPoll, board: board.Page } };
