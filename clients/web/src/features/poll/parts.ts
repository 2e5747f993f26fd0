// SPDX-License-Identifier: Apache-2.0
// What is loaded when it is first wanted, with its words: few people write polls, and few polls are of a quiz.
import { textsAdd } from '../../i18n/index.ts';
import { later } from '../../ui/later.tsx';
import { texts as ofBoard } from './board/texts.ts';
import { texts as ofForm } from './form/texts.ts';

export const form = later(async () => (await Promise.all([import('./form.tsx'), textsAdd(ofForm)]))[0].PollForm);
export const boards = later(async () => (await Promise.all([import('./board.tsx'), textsAdd(ofBoard)]))[0].Boards, true);
export const score = later(async () => (await Promise.all([import('./board.tsx'), textsAdd(ofBoard)]))[0].Score, true);
