// SPDX-License-Identifier: Apache-2.0
// What the views of protocol/README.md have in common, as types. Each feature has its own share in its view.ts; every
// share may be absent: a room need not have it.

export type Dir = 'ltr' | 'rtl';
/** Who waits stands before the door; a guest is inside and reads only; a visitor is a guest of a course. */
export type Role = 'waiting' | 'guest' | 'visitor' | 'participant' | 'presenter' | 'moderator' | 'host';
/** One text in up to four languages. */
export type Texts = { readonly [lang: string]: string };
export type BySeq<T> = { readonly [seq: string]: T };

/** What the team has locked this person out of alone. */
export interface OwnLock {
  readonly cannot?: { readonly [method: string]: boolean };
}
export interface Me {
  readonly id: string;
  readonly role: Role;
  readonly lock?: OwnLock;
}
export interface StaffMember {
  readonly name: string;
  readonly role: Role;
}
export type Can = { readonly [role: string]: { readonly [method: string]: boolean } };

/** Of every room. */
export interface RoomView {
  readonly member?: {
    readonly staff?: { readonly [id: string]: StaffMember };
    readonly taken?: { readonly by: string; readonly name: string; readonly at: number };
  };
  /** Of the webinar of a course: who came as its guest. */
  readonly guests?: { readonly people?: { readonly [id: string]: true } };
  readonly presence?: { readonly count?: number };
  readonly can?: Can;
  readonly me: Me;
}

/** What a person wrote: the text with its direction. */
export interface Written {
  readonly at: number;
  readonly text: string;
  readonly dir: Dir;
}
export interface Authored extends Written {
  readonly by: string;
  readonly name: string;
}

/** Members of a seq-keyed object in the order of their seq. */
export function bySeq<T>(things: BySeq<T> | undefined): { seq: number; value: T }[] {
  return Object.entries(things ?? {})
    .map(([seq, value]) => ({ seq: Number(seq), value }))
    .sort((a, b) => a.seq - b.seq);
}

/** What people of their role may; but for what the team has locked this person out of alone. */
export function may(view: { readonly can?: Can | undefined; readonly me: { readonly role: Role; readonly lock?: OwnLock | undefined } }, method: string): boolean {
  return view.can?.[view.me.role]?.[method] === true && !(view.me.role === 'participant' && view.me.lock?.cannot?.[method] === true);
}

export const ORGANISERS: readonly Role[] = ['host', 'moderator'];
export const isStaff = (role: Role): boolean => role === 'presenter' || ORGANISERS.includes(role);
/** That are given. */
export type GivenRole = Exclude<Role, 'waiting' | 'guest' | 'visitor'>;
export const ROLES: readonly GivenRole[] = ['participant', 'presenter', 'moderator', 'host'];
