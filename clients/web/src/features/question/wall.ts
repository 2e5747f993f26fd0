// SPDX-License-Identifier: Apache-2.0
import type { WallPart } from '../../core/wall.ts';
import type { QuestionView } from './view.ts';
import { questionScenes } from './wall/public.ts';
import { WallQuestions } from './wall/questions.tsx';

export const wall: WallPart = {
  scenes: (view) => questionScenes(view as QuestionView),
  news: ({ type }) => (type === 'question.take' ? 'questions' : undefined),
  shows: { questions: WallQuestions },
};
