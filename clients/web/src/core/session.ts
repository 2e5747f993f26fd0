// SPDX-License-Identifier: Apache-2.0
// One person's connection: the SDK's client, the rooms followed, the commands under way.
import { Centrifuge, UnauthorizedError } from 'centrifuge';
import { clockSet } from './clock.ts';
import { named } from './command.ts';
import { draftClear, draftGet } from './draft.ts';
import { BOUNDS } from './contract.ts';
import { kept } from './keep.ts';
import type { JsonObject } from './merge.ts';
import { Parting } from './parting.ts';
import { HttpError } from './person.ts';
import type { Identity, Provider } from './person.ts';
import { CommandQueue } from './queue.ts';
import type { Command, Failure, Held } from './queue.ts';
import type { SocketClass } from './packed.ts';
import { socketClass } from './socket.ts';
import type { Past } from './past.ts';
import { retryHandedOn } from './refusal.ts';
import { Room } from './room.ts';
import { saving } from './saving.ts';
import { shelfOpen } from './shelf.ts';
import type { Shelf } from './shelf.ts';
import { Store } from './store.ts';
import { who } from './who.ts';

// Whoever leaves asks for it here: what connects is one file.
export { shelfForget } from './shelf.ts';

/** `broken`: the server ended it for good and the SDK does not come back. `crowded`: likewise, for newer ones of the same person. */
export type Connection = 'connecting' | 'connected' | 'reconnecting' | 'broken' | 'crowded';

// A room that nobody looks at any more is left after this long: going to a thread and back costs nothing.
const LINGER_MS = 20_000;
// A login ends when it is not used: an open page uses it, also while nothing has to be asked of the server.
const RENEW_MS = 3_600_000;
// Two signals may come closer together on their way, and the server would not hear the second.
const SIGNAL_MS = BOUNDS.SIGNAL_MS + 50;
// Codes of a disconnect: our own wish, and the Centrifuge protocol's.
const ASKED_FOR = 0;
const INVALID_TOKEN = 3500;
// Its person has too many, of which this is the oldest.
const CROWDED = 4500;
// Suspended, signed out, no member, access asked for: 4501 to 4504.
const [ENDED_FIRST, ENDED_LAST] = [4501, 4504];
// The connection was closed over what it carried: too large (the SDK's own code), an error of the server, not understood.
const OVER_A_COMMAND: readonly number[] = [3, 3004, 3501];

const EARLY_MAX = 64;

interface Followed {
  readonly room: Room;
  users: number;
}

export class Session {
  readonly connection = new Store<Connection>('connecting');
  readonly queue: CommandQueue;
  /** Set by who can speak to the person: what was sent from a place was refused for good. */
  failed: (command: Command, error: Failure) => void = () => undefined;
  /** Likewise: a command that has no place waits until the server takes it. */
  held: (command: Command, held: Held) => void = () => undefined;
  /** Likewise: this person is nobody here any more; why, by the code of the end. */
  ended: (code: number) => void = () => undefined;
  /** Likewise: what the page was told from the past is asked again. */
  again: () => void = () => undefined;
  readonly followed = new Map<string, Followed>();
  private past: Past | undefined;
  private remembering: Promise<Past> | undefined;
  // What was asked before the past is there; it writes down the answers.
  private early: Parameters<Past['early']>[] = [];
  private readonly client: Centrifuge;
  private signalled_ms = -SIGNAL_MS;
  private renewed = false;
  private closed = false;
  private Socket: SocketClass | undefined;
  private readonly unfollow: () => void;
  private readonly unpart: () => void;
  private token: string;
  private readonly renewing = setInterval(() => void this.renew().catch(() => undefined), RENEW_MS);

  constructor(readonly identity: Identity, private readonly provider: Provider, private readonly shelf: Shelf) {
    // Where a proxy lets no WebSocket pass the SDK takes the next; some gather every answer that is no event stream.
    const { origin } = location;
    this.client = new Centrifuge([
      { transport: 'websocket', endpoint: `${origin.replace(/^http/, 'ws')}/connection/websocket` },
      { transport: 'http_stream', endpoint: `${origin}/connection/http_stream` },
      { transport: 'sse', endpoint: `${origin}/connection/sse` },
    ], {
      emulationEndpoint: `${origin}/emulation`,
      token: identity.token,
      getToken: () => this.renew(),
      name: 'muster-web',
      websocket: socketClass(() => this.Socket ?? (WebSocket as unknown as SocketClass)),
    });
    retryHandedOn(this.client);
    this.queue = new CommandQueue({
      send: (method, data) => this.ask(method, named(data)),
      keep: shelf,
      done: (command) => command.place !== undefined && this.letGo(command.place),
      held: (command, held) => this.held(command, held),
      failed: (command, error) => this.failed(command, error),
    });
    this.token = identity.token;
    this.unpart = new Parting(this.queue, (path, op, body) => this.hand(path, op, body)).watch();
    this.client.on('connected', (context) => {
      const { now } = (context.data ?? {}) as { now?: unknown };
      if (typeof now === 'number') clockSet(now);
      this.connection.set('connected');
      this.renewed = false;
      this.queue.resume();
    });
    this.client.on('connecting', ({ code }) => {
      if (OVER_A_COMMAND.includes(code) && code > 100) this.queue.blame();
      this.queue.pause();
      this.connection.set(this.connection.get() === 'connecting' ? 'connecting' : 'reconnecting');
    });
    // Also before there ever was one.
    this.client.on('error', ({ type }) => {
      if (type === 'transport' && this.connection.get() === 'connecting') this.connection.set('reconnecting');
    });
    this.client.on('disconnected', (context) => {
      const blamed = OVER_A_COMMAND.includes(context.code) && this.queue.blame();
      this.queue.pause();
      if (context.code === ASKED_FOR) return;
      if (context.code >= ENDED_FIRST && context.code <= ENDED_LAST) this.ended(context.code);
      // A server that was set up anew does not know our token: one fresh token is worth one try.
      if (context.code === INVALID_TOKEN && !this.renewed) {
        this.renewed = true;
        this.reconnect();
      } else if (blamed) {
        // It goes on without the command that did it, once that was tried often enough.
        this.connection.set('reconnecting');
        this.client.connect();
      } else {
        this.connection.set(context.code === CROWDED ? 'crowded' : 'broken');
      }
    });
    this.unfollow = saving.follow(() => {
      this.connection.set('reconnecting');
      this.client.disconnect();
      void this.open();
    });
    void this.open();
  }

  /** As drafts that are kept in the inbox name this tab. */
  get device(): string {
    return this.shelf.tab;
  }

  /** What was written there is sent, or not wanted any more: here and on the person's other devices. */
  letGo(place: string): void {
    // Which of the inbox's it is, if it is one (ui/elsewhere).
    const [after, , device = ''] = draftGet(`${place}/far`).split(' ');
    draftClear(place);
    if (after) void this.queue.run('draft.drop', { room: 'inbox:me', place, device, after: Number(after) || null });
  }

  /** Follows a channel until the returned room is let go with `leave`. */
  enter(channel: string): Room {
    let followed = this.followed.get(channel);
    // Refused while nobody looked: whoever comes again asks again.
    if (followed?.users === 0 && isRefused(followed)) {
      this.drop(channel, followed);
      followed = undefined;
    }
    if (!followed) {
      followed = { room: new Room(this.client.newSubscription(channel)), users: 0 };
      followed.room.subscription.subscribe();
      this.followed.set(channel, followed);
    }
    void this.past?.entered(channel, followed.room);
    followed.users++;
    return followed.room;
  }

  leave(channel: string): void {
    const followed = this.followed.get(channel);
    if (!followed || --followed.users > 0) return;
    setTimeout(() => {
      if (followed.users === 0 && this.followed.get(channel) === followed) this.drop(channel, followed);
    }, isRefused(followed) ? 0 : LINGER_MS);
  }

  private drop(channel: string, { room: { subscription } }: Followed): void {
    this.followed.delete(channel);
    subscription.unsubscribe();
    this.client.removeSubscription(subscription);
  }

  /** A read that is not an entry. */
  query(method: string, data: JsonObject): Promise<unknown> {
    const all = named(data);
    const ask = (): Promise<unknown> => this.ask(method, all);
    if (this.past) return this.past.query(method, all, ask);
    const answer = ask();
    if (this.early.length < EARLY_MAX) this.early.push([method, all, answer]);
    return answer;
  }

  private async ask(method: string, data: JsonObject): Promise<unknown> {
    return (await this.client.rpc(method, data)).data as unknown;
  }

  /** To the browser, which sends it whatever becomes of this page. A browser that has signed in has its cookie. */
  private hand(path: string, op: string, body: string): void {
    const proof = who.get()?.site.demo ? { authorization: `Bearer ${this.token}` } : undefined;
    fetch(path, { method: 'POST', keepalive: true, cache: 'no-store', headers: { 'content-type': 'application/json', 'idempotency-key': op, ...proof }, body }).catch(() => undefined);
  }

  /** What was seen in this browser before, for times without a network: a file of its own, which nobody waits for who has one. */
  remember(alone: boolean): Promise<Past> {
    return (this.remembering ??= this.reminded(alone));
  }

  private async reminded(alone: boolean): Promise<Past> {
    const past = await (await import('./past.ts')).pastOpen(this, alone);
    if (this.closed) past.close();
    else this.past = past;
    for (const asked of this.early.splice(0)) past.early(...asked);
    return past;
  }

  /** A signal: gone when there is no connection, or when it follows another too closely. Nobody answers. */
  signal(method: string, data: JsonObject): void {
    const now_ms = performance.now();
    // The SDK would wait for a connection.
    if (this.connection.get() !== 'connected' || now_ms - this.signalled_ms < SIGNAL_MS) return;
    this.signalled_ms = now_ms;
    this.client.send({ method, data }).catch(() => undefined);
  }

  /** After `broken`: try once more, with a fresh token. */
  reconnect(): void {
    this.connection.set('reconnecting');
    this.client.setToken('');
    this.client.connect();
  }

  close(): void {
    this.closed = true;
    clearInterval(this.renewing);
    this.unfollow();
    this.unpart();
    this.queue.close();
    this.shelf.close();
    this.past?.close();
    this.client.disconnect();
  }

  /** Connects, full or lean as the person wishes now. */
  private async open(): Promise<void> {
    const lean = saving.get();
    this.client.setData(lean ? { class: 'lean' } : null);
    this.Socket = lean ? await packed() : undefined;
    if (!this.closed && lean === saving.get()) this.client.connect();
  }

  private async renew(): Promise<string> {
    try {
      return (this.token = (await this.provider.renew(this.identity)).token);
    } catch (error) {
      // Refused is final; anything else is the network's business and the SDK tries again.
      if (error instanceof HttpError && error.ended) this.ended(error.ended);
      if (error instanceof HttpError && error.status >= 400 && error.status < 500) throw new UnauthorizedError('');
      throw error;
    }
  }
}

const isRefused = ({ room }: Followed): boolean => room.state.get().refused !== undefined;

/** The session of a person, with what they left behind; `before`: the server has not been reached, and they see what they saw. */
export async function sessionOpen(identity: Identity, provider: Provider, before = false, keeps = true): Promise<Session> {
  const session = new Session(identity, provider, await shelfOpen(identity.id, keeps));
  if (before) await session.remember(true).catch(() => undefined);
  return session;
}

/** What unpacks is a file of its own; without it lean frames come as they are. */
async function packed(): Promise<SocketClass | undefined> {
  try {
    const { dictionaryKept, packedSocket } = await import('./packed.ts');
    return packedSocket(WebSocket as unknown as SocketClass, kept, await dictionaryKept(kept), BOUNDS.UNPACKED_BYTES);
  } catch {
    return undefined;
  }
}
