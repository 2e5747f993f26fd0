// SPDX-License-Identifier: Apache-2.0
import type { BySeq, RoomView, Texts } from '../../core/views.ts';
import type { DocumentSaid } from './documents.ts';

/** Until when somebody is a guest, and of what. */
export interface Stay {
  readonly until: number;
  readonly writes?: true;
  readonly topics: readonly number[];
  readonly units: readonly number[];
  readonly documents: readonly number[];
}
/** Until when and of what, the team alone is told. */
export type Guest = { readonly name: string } & Partial<Stay>;

export interface GuestView extends RoomView {
  readonly visitor?: { readonly people?: { readonly [id: string]: Guest } };
  readonly me: RoomView['me'] & { readonly visitor?: Stay };
  readonly stage?: { readonly title: Texts };
  readonly forum?: { readonly topics?: BySeq<Place> };
  readonly unit?: { readonly units?: BySeq<Place> };
  readonly document?: { readonly count: number };
}

/** A topic, or a unit. */
export interface Place {
  readonly title: Texts;
  /** Of a topic: for whom it is, where it is not for everybody; how many discussions there are, and what moved last. */
  readonly cohorts?: readonly number[];
  readonly threads?: number;
  readonly last?: number;
  readonly last_at?: number;
}
/** What a guest is told of theirs. */
export interface Places {
  readonly topics: BySeq<Place>;
  readonly units: BySeq<Place>;
  readonly documents: BySeq<PlacedDocument>;
}
export interface PlacedDocument {
  readonly about: DocumentSaid & { readonly authors?: readonly string[]; readonly year?: number };
}
