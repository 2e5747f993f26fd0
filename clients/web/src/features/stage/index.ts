// SPDX-License-Identifier: Apache-2.0
import type { Feature } from '../../core/feature.ts';
import { StageHeading } from './heading.tsx';
import { Picture } from './picture.tsx';
import { StageTools } from './tools.tsx';
import { TryButton } from './try/button.tsx';
import type { StageView } from './view.ts';
import './style.css';

export const stage: Feature = {
  id: 'stage',
  Picture,
  Heading: StageHeading,
  Tools: StageTools,
  Acts: TryButton,
  later: ['After', 'Replay'],
  say: {
    'stage.phase'({ t, time }, { view }) {
      const { phase, until } = (view as unknown as StageView).stage;
      return { text: until === undefined ? t(`phase.now.${phase}`) : t('phase.now.paused.until', { time: time(until) }), urgency: 'polite' };
    },
  },
};
