// SPDX-License-Identifier: Apache-2.0
// The room as it was, in the place of the room as it is: what its panels select from.
import type { Subscription } from 'centrifuge';
import type { JsonObject } from '../../../core/merge.ts';
import { Room } from '../../../core/room.ts';
import type { Session } from '../../../core/session.ts';
import type { Part } from './film.ts';

const NOBODY = { on: () => undefined, off: () => undefined, removeListener: () => undefined } as unknown as Subscription;

/** A part of the room, at a moment. Nothing happens in it: it is another one at another moment. */
export class Past extends Room {
  private film: JsonObject | undefined;
  private seen: unknown;

  constructor(private readonly part: Part, private readonly compose: (film: JsonObject) => JsonObject, private readonly about: () => unknown) {
    super(NOBODY);
  }

  /** At once where it can be; else as soon as it has come. Resolves to whether it is that moment now. */
  async show(moment: number): Promise<boolean> {
    const film = this.part.step(moment) ?? await this.part.seek(moment);
    if (film) this.put(film);
    return film !== undefined;
  }

  /** What it is composed with has changed. */
  refresh(): void {
    if (this.film) this.put(this.film);
  }

  private put(film: JsonObject): void {
    const about = this.about();
    if (film === this.film && about === this.seen) return;
    [this.film, this.seen] = [film, about];
    this.state.set({ view: this.compose(film) });
  }
}

/** What one may do in a session that is over, of what its panels offer: to read, to ask. */
const OFFERED: { readonly [feature: string]: string } = {
  stage: 'media', chat: 'history', poll: 'results place', captions: 'history', slide: 'pages', notes: 'history', media: 'address',
  question: 'ask vote unvote withdraw',
};

/** What a panel offers, and is done with another row instead: it is counted apart. */
const APART: { readonly [feature: string]: string } = { poll: 'vote', reaction: 'send' };

function instead(method: string): string {
  const [feature = '', act = ''] = method.split('.');
  return APART[feature] === act ? `${feature}.late` : method;
}

function isOffered(method: string): boolean {
  const [feature = '', act = ''] = method.split('.');
  return OFFERED[feature]?.split(' ').includes(act) === true;
}

/** The film's view as one's own: who one is, and what one may do now, is of the room as it is. */
export function asOne(film: JsonObject, live: JsonObject): JsonObject {
  const { id = '', role = '', poll, question } = (live['me'] ?? {}) as JsonObject;
  const can = (((live['can'] ?? {}) as JsonObject)[String(role)] ?? {}) as JsonObject;
  const offered = Object.fromEntries(Object.entries(can).filter(([method]) => isOffered(method)));
  for (const [feature, act] of Object.entries(APART)) if (can[`${feature}.late`]) offered[`${feature}.${act}`] = true;
  const stage = (film['stage'] ?? {}) as JsonObject;
  // How many were there is no entry of the room's.
  const { count: _, ...presence } = (film['presence'] ?? {}) as JsonObject;
  return {
    ...film,
    ...(film['presence'] === undefined ? {} : { presence }),
    // At its last moment it has ended: the room still stands as it was.
    ...(stage['phase'] === 'ended' ? { stage: { ...stage, phase: 'live' } } : {}),
    ...share('poll', film, live, pollsAsOne),
    ...share('question', film, live, questionsAsOne),
    can: { [String(role)]: offered },
    me: { id, role, ...(poll === undefined ? {} : { poll: ballotsAsOne(poll as JsonObject) }), ...(question === undefined ? {} : { question }) },
  };
}

function share(feature: string, film: JsonObject, live: JsonObject, as: (film: JsonObject, live: JsonObject, since: number) => JsonObject): JsonObject {
  const [then, now] = [film[feature], live[feature]];
  const { since = Infinity } = (live['stage'] ?? {}) as { since?: number };
  return then === undefined || now === undefined ? {} : { [feature]: as(then as JsonObject, now as JsonObject, since) };
}

/** Beside what a poll came to, what it came to among those who watched again: not before the one is told. */
function pollsAsOne(film: JsonObject, live: JsonObject): JsonObject {
  const now = (live['polls'] ?? {}) as { [seq: string]: JsonObject };
  const polls = Object.entries((film['polls'] ?? {}) as { [seq: string]: JsonObject }).map(([seq, poll]) => {
    const late = poll['tally'] === undefined ? undefined : now[seq]?.['late'];
    return [seq, late === undefined ? poll : { ...poll, late }] as const;
  });
  return { ...film, polls: Object.fromEntries(polls) };
}

/** A late ballot stands where one's own of the session would. */
function ballotsAsOne(poll: JsonObject): JsonObject {
  const ballots = (poll['ballots'] ?? {}) as JsonObject;
  const late = Object.entries(ballots).flatMap(([key, ballot]) => {
    const [, seq, round] = /^(\d+)\.(\d+)\.late$/.exec(key) ?? [];
    return seq === undefined ? [] : [[round === '1' ? seq : `${seq}.${round}`, ballot] as const];
  });
  return { ...poll, ballots: { ...Object.fromEntries(late), ...ballots } };
}

const WAITING = ['open', 'answering'];

/** A question is one, then and now: its votes are those of now, and where it goes on. What was asked since stands with them. */
function questionsAsOne(film: JsonObject, live: JsonObject, since: number): JsonObject {
  const now = (live['questions'] ?? {}) as { [seq: string]: JsonObject };
  const then = (film['questions'] ?? {}) as { [seq: string]: JsonObject };
  const questions = Object.entries(then).map(([seq, question]) => {
    const { votes, carried, thread, state } = now[seq] ?? {};
    const still = carried === true || !WAITING.includes(String(state));
    return [seq, { ...question, ...(votes === undefined ? {} : { votes }), ...(carried === undefined ? {} : { carried }), ...(thread === undefined ? {} : { thread }), ...(still ? { still } : {}) }] as const;
  });
  const asked = Object.entries(now).filter(([seq, { at, state }]) => !then[seq] && Number(at) > since && state !== 'merged');
  const { intake, moderated, anonymous } = live;
  const rest = Object.fromEntries(Object.entries({ intake, moderated, anonymous }).filter(([, value]) => value !== undefined)) as JsonObject;
  return { ...film, ...rest, questions: Object.fromEntries([...questions, ...asked.map(([seq, question]) => [seq, { ...question, later: true }] as const)]) };
}

/** The session, but for the parts of the room that are shown as they were. */
export function pastSession(session: Session, parts: (channel: string) => Room | undefined, moment: () => number, signalled: () => void): Session {
  const queue = Object.create(session.queue, {
    run: { value: (method: string, data: JsonObject, place?: string, known?: string) => session.queue.run(instead(method), data, place, known) },
  }) as Session['queue'];
  return Object.create(session, {
    queue: { value: queue },
    signal: {
      value: (method: string, data: JsonObject): void => {
        session.signal(instead(method), { ...data, at: Math.floor(moment()) });
        signalled();
      },
    },
    enter: { value: (channel: string): Room => parts(channel) ?? session.enter(channel) },
    leave: { value: (channel: string): void => { if (!parts(channel)) session.leave(channel); } },
  }) as Session;
}
