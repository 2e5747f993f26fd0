// SPDX-License-Identifier: Apache-2.0
// What follows a person: how far each thread is read, and where they are mentioned. The whole page follows it once.
import type { JsonObject } from './merge.ts';
import { Store, useSelect } from './store.ts';
import { bySeq } from './views.ts';
import type { BySeq, Role, Texts } from './views.ts';

export const INBOX = 'inbox:me';

export interface Mention {
  /** The course and its thread and post. */
  readonly of: string;
  readonly thread: number;
  readonly post: number;
  readonly by: string;
  readonly name: string;
  readonly at: number;
}
/** To come into a room; by its name. */
export interface Invitation {
  readonly title: Texts;
  readonly start?: number;
  readonly by: string;
  readonly name?: string;
  readonly at: number;
}
export interface InboxView {
  readonly inbox?: {
    readonly read?: { readonly [room: string]: BySeq<number> };
    readonly mentions?: BySeq<Mention>;
    readonly rooms?: { readonly [of: string]: { readonly role: Role; readonly at: number } };
    /** For access, of countries that this person decides for. */
    readonly requests?: BySeq<{ readonly country: string; readonly at: number }>;
    readonly invitations?: { readonly [of: string]: Invitation };
    /** Announcements that were put away. */
    readonly dismissed?: BySeq<true>;
  };
  /** What the person keeps to use it again: each as the data of a poll.prepare; chapters as those of an agenda.add. */
  readonly library?: { readonly polls?: BySeq<JsonObject>; readonly agendas?: BySeq<JsonObject> };
}

/** Unknown until it has come. */
export const inbox = new Store<InboxView | undefined>(undefined);

const NOTHING_READ: BySeq<number> = {};

/** Up to which seq each thread of a room is read. */
export function useRead(room: string): BySeq<number> | undefined {
  return useSelect(inbox, (view) => view && (view.inbox?.read?.[room] ?? NOTHING_READ));
}

export interface Mentioned extends Mention {
  readonly seq: number;
  readonly unread: boolean;
}

/** Newest first. One is read when its thread is read up to it. */
export function mentionsOf({ inbox: share }: InboxView): Mentioned[] {
  return bySeq(share?.mentions)
    .map(({ seq, value }) => ({ ...value, seq, unread: (share?.read?.[value.of]?.[value.thread] ?? 0) < value.post }))
    .reverse();
}

// What was missed for longer is read, not called out.
const STALE_MS = 20_000;

/** Mentions to be called out: new, unread, and not in `told`. From the view and not from an event: one that was written
 *  while the page was connecting is in its first view, and in no event. */
export function untold(view: InboxView, told: ReadonlySet<number>, now: number): Mentioned[] {
  return mentionsOf(view).filter(({ seq, unread, at }) => unread && now - at <= STALE_MS && !told.has(seq)).reverse();
}
