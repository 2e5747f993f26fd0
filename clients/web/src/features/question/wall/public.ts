// SPDX-License-Identifier: Apache-2.0
// What everybody in the room sees of questions, taken out of what the team sees of them.
import { bySeq } from '../../../core/views.ts';
import type { Scene } from '../../../core/wall.ts';
import type { Question, QuestionView, Questions } from '../view.ts';

export interface PublicQuestion extends Pick<Question, 'text' | 'dir' | 'by' | 'name'> {
  readonly seq: number;
  readonly votes: number;
  readonly answering: boolean;
}

const TOP = 5;

/** Whether the session is over: nothing is being answered then. */
export const isOver = ({ stage }: QuestionView): boolean => stage?.phase === 'ended';

/** Those that wait for an answer: the one being answered, the one that is shown first, then by votes, and by age. Open ones
 *  only where everybody sees them. */
export function publicQuestions({ questions, pin, shown }: Questions, over = false): readonly PublicQuestion[] {
  return bySeq(questions).flatMap(({ seq, value: { state, text, dir, by, name, votes = 0 } }): PublicQuestion[] => (
    state === 'answering' || (state === 'open' && shown !== 'answered') ? [{ seq, text, dir, by, name, votes, answering: state === 'answering' && !over }] : []
  )).sort((a, b) => Number(b.answering) - Number(a.answering) || Number(b.seq === pin) - Number(a.seq === pin) || b.votes - a.votes || a.seq - b.seq).slice(0, TOP);
}

export function questionScenes(view: QuestionView): readonly Scene[] {
  const all = publicQuestions(view.question ?? {}, isOver(view));
  return all.length > 0 ? [{ kind: 'questions', id: 'questions', at: 0, goes: all.some(({ answering }) => answering) }] : [];
}
