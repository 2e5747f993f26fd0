// SPDX-License-Identifier: Apache-2.0
import type { WallPart } from '../../core/wall.ts';
import type { StageView } from './view.ts';
import { WallStage } from './wall/stage.tsx';

export const wall: WallPart = {
  // While it is live, what happens in it is shown.
  scenes: (view) => ((view as StageView).stage.phase === 'live' ? [] : [{ kind: 'stage', id: 'stage', at: 0 }]),
  shows: { stage: WallStage },
};
