// SPDX-License-Identifier: Apache-2.0
// What a webinar's page is made of, in the order of its tabs.
import type { Feature } from '../../core/feature.ts';
import { agenda } from '../../features/agenda/index.ts';
import { call } from '../../features/call/index.ts';
import { captions } from '../../features/captions/index.ts';
import { chat } from '../../features/chat/index.ts';
import { direct } from '../../features/direct/index.ts';
import { group } from '../../features/group/index.ts';
import { hand } from '../../features/hand/index.ts';
import { handout } from '../../features/handout/index.ts';
import { lobby } from '../../features/lobby/index.ts';
import { member } from '../../features/member/index.ts';
import { notes } from '../../features/notes/index.ts';
import { notice } from '../../features/notice/index.ts';
import { poll } from '../../features/poll/index.ts';
import { presence } from '../../features/presence/index.ts';
import { question } from '../../features/question/index.ts';
import { reaction } from '../../features/reaction/index.ts';
import { report } from '../../features/report/index.ts';
import { run } from '../../features/run/index.ts';
import { slide } from '../../features/slide/index.ts';
import { stage } from '../../features/stage/index.ts';
import { survey } from '../../features/survey/index.ts';
import { tempo } from '../../features/tempo/index.ts';
import { timer } from '../../features/timer/index.ts';

/** Of which there are words alone, that come later. */
export const ASIDE: readonly Feature[] = [{ id: 'takeout' }];

export const FEATURES: readonly Feature[] = [run, slide, stage, survey, lobby, presence, reaction, hand, tempo, group, notice, agenda, timer, direct, chat, poll, question, report, handout, call, captions, notes, member];
export { report };
