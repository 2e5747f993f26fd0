// SPDX-License-Identifier: Apache-2.0
// Which commands are about the same, and which may not overtake which.
import type { Command, Outcome } from './command.ts';
import type { JsonObject } from './merge.ts';

export interface Unanswered {
  readonly command: Command;
  settle: (outcome: Outcome) => void;
  readonly state: 'ready' | 'sent' | 'resting';
}
type About = Pick<Command, 'method' | 'data'>;

// Members by which such a command is about the same as another of its feature: what the later says goes for both.
const JOINED: { readonly [method: string]: readonly string[] | undefined } = {
  'read.mark': ['of', 'thread'], 'draft.write': ['place'], 'draft.drop': ['place'], 'assignment.write': ['item'],
};

/** Whether a later one of the same goes for both. */
export const isJoined = (method: string): boolean => JOINED[method] !== undefined;

export function whereOf({ method, data }: About): [room: string, feature: string] {
  const room = String(data['room'] ?? '');
  return [room, `${room} ${method.split('.')[0] ?? ''}`];
}

/** The same for two of which the later does not overtake the other. */
export function aboutOf(command: About): string {
  return [whereOf(command)[1], ...(JOINED[command.method] ?? []).map((name) => command.data[name])].join(' ');
}

/** How far it is read never falls back. */
export const fallsBack = (data: JsonObject, before: JsonObject): boolean => Number(before['upto']) > Number(data['upto']);

/** What need not wait for an answer to another. Of those that say anew what one before them says the last is left, and both
 *  hear what becomes of it: the others are taken out of `items`. */
export function partedOf<T extends Unanswered>(items: Map<string, T>): T[] {
  const first = new Map<string, T>();
  for (const item of [...items.values()]) {
    const { command, settle } = item;
    const [about, [, feature]] = [aboutOf(command), whereOf(command)];
    const before = first.get(about);
    // One that is about all of its feature waits for whatever is of it, and that for the one.
    const waits = [...first].some(([other, each]) => other !== about && (other === feature || about === feature) && whereOf(each.command)[1] === feature);
    if (waits || (before && (!isJoined(command.method) || fallsBack(command.data, before.command.data)))) continue;
    if (before) {
      items.delete(before.command.op);
      item.settle = (outcome) => (settle(outcome), before.settle(outcome));
    }
    first.set(about, item);
  }
  return [...first.values()].filter(({ state, command }) => state !== 'resting' || !command.held);
}
