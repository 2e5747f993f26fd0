// SPDX-License-Identifier: Apache-2.0
// One channel that is followed: the merge-patched view and nothing else.
import type { PublicationContext, SubscribedContext, Subscription, UnsubscribedContext } from 'centrifuge';
import { isObject, merge } from './merge.ts';
import type { Json, JsonObject } from './merge.ts';
import { Store } from './store.ts';

export interface RoomState {
  readonly view?: JsonObject;
  /** The server refused or ended the subscription with this code and it will not come back. */
  readonly refused?: number;
  /** The reason that came with it. */
  readonly why?: string;
  /** The view is what was seen last time, at this time: there is no network. */
  readonly kept?: number;
}
/** One event of the room, after its patch was applied. */
export interface RoomEvent {
  readonly type: string;
  readonly by?: string;
  readonly at: number;
  readonly patch: JsonObject;
  readonly before: JsonObject;
  readonly view: JsonObject;
}

export class Room {
  readonly state = new Store<RoomState>({});
  private readonly listeners = new Set<(event: RoomEvent) => void>();
  private last: JsonObject = {};
  private between: JsonObject | undefined;

  constructor(readonly subscription: Subscription) {
    subscription.on('subscribed', (context) => this.subscribed(context));
    subscription.on('publication', (context) => this.publication(context));
    subscription.on('unsubscribed', (context) => this.unsubscribed(context));
  }

  /** The view that stands, or that stood last: who draws it may be told later that it has gone. */
  get view(): JsonObject {
    return this.state.get().view ?? this.last;
  }

  listen(listener: (event: RoomEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  // Recovered: what was missed follows as publications on the view that stands. Otherwise a fresh view.
  private subscribed(context: SubscribedContext): void {
    const data = context.data as Json | undefined;
    this.between = undefined;
    if (isObject(data)) this.state.set({ view: data });
  }

  private publication(context: PublicationContext): void {
    const data = context.data as Json | undefined;
    const before = this.state.get().view;
    if (!before || !isObject(data) || !isObject(data['patch'])) return;
    const patch = data['patch'];
    const view = merge(this.between ?? before, patch);
    if (!isObject(view)) return;
    // All of a view that is said anew goes first, and then it comes: nobody is shown what is between, in which nobody is `me`.
    this.between = 'me' in before && !('me' in view) ? view : undefined;
    if (this.between) return;
    this.state.set({ view });
    const { type, by, at } = data;
    const event: RoomEvent = {
      type: typeof type === 'string' ? type : '', at: typeof at === 'number' ? at : 0, patch, before, view,
      ...(typeof by === 'string' ? { by } : {}),
    };
    for (const listener of [...this.listeners]) listener(event);
  }

  private unsubscribed(context: UnsubscribedContext): void {
    // 0 is our own leaving.
    if (context.code === 0) return;
    this.last = this.view;
    this.state.set({ refused: context.code, why: context.reason });
  }
}
