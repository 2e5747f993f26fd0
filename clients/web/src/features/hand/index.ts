// SPDX-License-Identifier: Apache-2.0
import type { Feature, Say } from '../../core/feature.ts';
import { handsUp, ownHand } from './view.ts';
import type { HandView } from './view.ts';

// What somebody else did to one's own hand.
const lowered: Say = ({ t }, { by, before, view }) => {
  const { me } = view as unknown as HandView;
  if (by === me.id || !ownHand(before as unknown as HandView) || ownHand(view as unknown as HandView)) return undefined;
  return { text: t('hand.lowered'), urgency: 'polite', shown: true };
};

export const hand: Feature = {
  id: 'hand',
  grouped: true,
  later: ['Acts'],
  needs: (view: HandView) => Object.keys(handsUp(view) ?? {}).length,
  say: {
    'hand.call'({ t }, { before, view }) {
      const called = ownHand(view as unknown as HandView)?.called;
      if (!called || ownHand(before as unknown as HandView)?.called) return undefined;
      return { text: t('hand.called'), urgency: 'assertive', shown: true };
    },
    'hand.lower': lowered,
    'hand.clear': lowered,
  },
};
