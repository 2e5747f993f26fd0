// SPDX-License-Identifier: Apache-2.0
// What a feature is to the wall of a room: what of it is shown there, to a hall in which anybody may sit. Whoever opened
// the wall may see more of the room than the hall does: a part draws what participants see, and nothing else.
import type { FunctionComponent } from 'preact';
import type { RoomEvent } from './room.ts';

/** In the order in which they are preferred where nothing has happened. */
export const KINDS = ['stage', 'slide', 'poll', 'timer', 'board', 'questions', 'join'] as const;
export type SceneKind = (typeof KINDS)[number];

/** Something that can fill the wall. */
export interface Scene {
  readonly kind: SceneKind;
  /** Its name among all: "poll-12". */
  readonly id: string;
  /** Since when it is as it is, as far as the view tells; 0: it does not. */
  readonly at: number;
  /** It goes on, and is not only there to be looked at again. */
  readonly goes?: boolean;
}

/** When something happened to a scene while this wall stood, by the scene's name. */
export type Seen = ReadonlyMap<string, number>;

export interface WallPart {
  scenes?(view: object, seen: Seen): readonly Scene[];
  /** The name of the scene that an event makes the one of the moment. */
  news?(event: RoomEvent): string | undefined;
  readonly shows?: { readonly [K in SceneKind]?: FunctionComponent<{ readonly id: string }> };
  /** Above whatever fills it. */
  readonly Over?: FunctionComponent;
  /** In the line below; `kind`: what fills it. */
  readonly Foot?: FunctionComponent<{ readonly kind: SceneKind | undefined }>;
}
