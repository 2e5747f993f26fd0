// SPDX-License-Identifier: Apache-2.0
// What the room's page and what it loads later both ask of questions.
import { bySeq } from '../../core/views.ts';
import type { BySeq, StaffMember } from '../../core/views.ts';
import type { Question } from './view.ts';

/** Whether it was asked under a pseudonym, which is no person's id. */
export function isNameless(question: { readonly by: string }): boolean {
  return question.by.startsWith('*');
}

/** Whether somebody of the team is to do something about it. */
export function waitsFor(question: Question, me: string): boolean {
  return question.state === 'pending' || question.claim?.by === me;
}

export function answering(questions: BySeq<Question> | undefined): { seq: number; value: Question } | undefined {
  return bySeq(questions).find(({ value }) => value.state === 'answering');
}

/** Whom of the team something may be given to: neither oneself nor who has it. */
export function othersOf(staff: { readonly [id: string]: StaffMember } | undefined, me: string, holder: string | undefined): readonly (StaffMember & { readonly id: string })[] {
  return Object.entries(staff ?? {}).filter(([id]) => id !== me && id !== holder).map(([id, member]) => ({ id, ...member }));
}
