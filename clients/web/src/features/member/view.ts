// SPDX-License-Identifier: Apache-2.0
import type { OwnLock, Role, RoomView } from '../../core/views.ts';

export interface RosterPerson {
  readonly name: string;
  readonly role: Role;
  readonly since: number;
}
export interface RosterPage {
  readonly people: { readonly [id: string]: RosterPerson };
  readonly next?: string;
}

/** Why somebody reads only, or may not come in. */
export interface Sanction {
  readonly name?: string;
  readonly by: string;
  readonly at: number;
  readonly why?: string;
}
export const POLICIES = ['open', 'ask', 'members', 'closed'] as const;
export type Policy = (typeof POLICIES)[number];
export const LOCKS = ['chat', 'questions', 'polls', 'reactions', 'hands', 'notes', 'direct', 'roster'] as const;
export type Lock = (typeof LOCKS)[number];
export const PERSON_LOCKS = ['chat', 'questions', 'polls', 'reactions', 'hands', 'notes', 'direct'] as const;
/** What one person is locked out of alone. */
export type PersonLocks = { readonly [lock in (typeof PERSON_LOCKS)[number]]?: boolean };
export interface PeopleView extends RoomView {
  readonly sanction?: {
    readonly silenced?: { readonly [id: string]: Sanction };
    readonly banned?: { readonly [id: string]: Sanction };
  };
  readonly member?: RoomView['member'] & { readonly policy?: Policy };
  readonly lock?: { readonly [lock in Lock]?: boolean } & { readonly people?: { readonly [id: string]: Sanction & PersonLocks } };
  readonly lobby?: { readonly capacity?: number };
  readonly stage?: { readonly phase?: string };
  /** The team's: the last change of what it noted on people, and whether it is kept from others who of it acts. */
  readonly remark?: { readonly changed: number };
  readonly names?: { readonly hidden: boolean };
  readonly me: RoomView['me'] & { readonly lock?: OwnLock & PersonLocks & { readonly locked: boolean; readonly at?: number; readonly why?: string }; readonly sanction?: { readonly silent: boolean; readonly at?: number; readonly why?: string } };
}

/** What is closed to all participants, for one of them to know. */
export function closedToAll({ lock, stage, me }: PeopleView): (keyof PersonLocks)[] {
  return me.role === 'participant' && stage?.phase !== 'ended' ? PERSON_LOCKS.filter((each) => lock?.[each]) : [];
}
