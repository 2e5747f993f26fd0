// SPDX-License-Identifier: Apache-2.0
// The views of protocol/README.md as types. Every share may be absent: a room need not have it.

export type Dir = 'ltr' | 'rtl';
export type Role = 'participant' | 'presenter' | 'moderator' | 'host';
export type Phase = 'scheduled' | 'rehearsal' | 'live' | 'paused' | 'ended';
/** One text in up to four languages. */
export type Texts = { readonly [lang: string]: string };
/** Numbers by name; a name that is not there is 0. */
export type Sums = { readonly [name: string]: number };
export type BySeq<T> = { readonly [seq: string]: T };

export interface Me {
  readonly id: string;
  readonly role: Role;
}
export interface StaffMember {
  readonly name: string;
  readonly role: Role;
}
export type Can = { readonly [role: string]: { readonly [method: string]: boolean } };

interface Shared {
  readonly member?: { readonly staff?: { readonly [id: string]: StaffMember } };
  readonly presence?: { readonly count?: number };
  readonly can?: Can;
}

export interface Stream {
  readonly url: string;
  readonly type: 'hls' | 'mp4';
}
export interface Stage {
  readonly kind: 'webinar' | 'course';
  readonly title: Texts;
  readonly phase: Phase;
  readonly start?: number;
  readonly minutes?: number;
  readonly since?: number;
  readonly stream?: Stream;
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

export type ChatMode = 'open' | 'slow' | 'approve' | 'staff' | 'off';
export interface ChatMessage extends Authored {
  readonly reply?: number;
  readonly pending?: boolean;
}
export interface Chat {
  readonly mode: ChatMode;
  readonly slow_seconds?: number;
  readonly messages?: BySeq<ChatMessage>;
}

export type PollType = 'single' | 'multiple' | 'yesno';
/** What the server keeps of a vote. */
export type BallotKind = 'named' | 'anonymous' | 'secret';
export interface Tally {
  readonly voters: number;
  readonly options?: { readonly [option: string]: number };
}
export interface Poll {
  readonly type: PollType;
  readonly title: Texts;
  readonly options?: { readonly [option: string]: Texts };
  readonly min?: number;
  readonly max?: number;
  readonly change?: boolean;
  readonly ballot?: BallotKind;
  readonly state: 'draft' | 'open' | 'closed';
  readonly published?: boolean;
  readonly opened?: number;
  readonly closes?: number;
  readonly closed?: number;
  /** Of a secret poll that has closed. */
  readonly result?: 'counting' | 'counted' | 'few' | 'lost';
  readonly tally?: Tally;
}

export type QuestionState = 'pending' | 'open' | 'answering' | 'answered' | 'dismissed';
export interface Question extends Authored {
  readonly state: QuestionState;
  readonly votes?: number;
  readonly answer?: Partial<Authored>;
}
/** Whether it was asked under a pseudonym, which is no person's id. */
export function isNameless(question: { readonly by: string }): boolean {
  return question.by.startsWith('*');
}
export interface OwnQuestion extends Written {
  readonly state: 'pending' | 'dismissed';
}
export type Intake = 'open' | 'voting' | 'closed';

export interface WebinarView extends Shared {
  readonly stage: Stage;
  readonly chat?: Chat;
  readonly poll?: { readonly polls?: BySeq<Poll> };
  readonly question?: { readonly intake?: Intake; readonly moderated?: boolean; readonly anonymous?: boolean; readonly questions?: BySeq<Question> };
  readonly reaction?: { readonly sums?: Sums };
  readonly me: Me & {
    readonly chat?: { readonly pending?: BySeq<Written> };
    readonly poll?: { readonly ballots?: BySeq<readonly number[]> };
    readonly question?: { readonly votes?: BySeq<boolean>; readonly mine?: BySeq<OwnQuestion> };
  };
}

export interface ThreadRow {
  readonly title: string;
  readonly dir: Dir;
  readonly by: string;
  readonly name: string;
  readonly at: number;
  /** What stands beside the opening post; an older server counts only `posts`, the opening one too. */
  readonly replies?: number;
  readonly posts?: number;
  /** The newest standing post, whose it is, and the newest by anybody else. */
  readonly last: number;
  readonly last_at: number;
  readonly last_by?: string;
  readonly last_other?: number;
  readonly accepted?: number;
}
export interface CourseView extends Shared {
  readonly stage: Stage;
  readonly forum?: { readonly threads?: BySeq<ThreadRow> };
  readonly me: Me;
}

export interface Post {
  readonly by: string;
  readonly name: string;
  readonly at: number;
  readonly text?: string;
  readonly dir?: Dir;
  readonly reply?: number;
  readonly edited?: number;
  /** The seq of the entry that wrote what stands; absent: the post's own. */
  readonly version?: number;
  readonly deleted?: boolean;
}
export interface ThreadView {
  readonly thread: {
    readonly seq: number;
    readonly title: string;
    readonly dir: Dir;
    readonly by: string;
    readonly name: string;
    readonly at: number;
    readonly accepted?: number;
    readonly posts?: BySeq<Post>;
  };
  readonly me: Me;
}

export interface InboxView {
  readonly inbox?: { readonly read?: { readonly [room: string]: BySeq<number> } };
}

export interface RosterPerson {
  readonly name: string;
  readonly role: Role;
  readonly since: number;
}
export interface RosterPage {
  readonly people: { readonly [id: string]: RosterPerson };
  readonly next?: string;
}

/** Members of a seq-keyed object in the order of their seq. */
export function bySeq<T>(things: BySeq<T> | undefined): { seq: number; value: T }[] {
  return Object.entries(things ?? {})
    .map(([seq, value]) => ({ seq: Number(seq), value }))
    .sort((a, b) => a.seq - b.seq);
}

export function may(view: { can?: Can; me: Me }, method: string): boolean {
  return view.can?.[view.me.role]?.[method] === true;
}

export const ORGANISERS: readonly Role[] = ['host', 'moderator'];
export const ROLES: readonly Role[] = ['participant', 'presenter', 'moderator', 'host'];
