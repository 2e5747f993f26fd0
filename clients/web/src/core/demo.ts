// SPDX-License-Identifier: Apache-2.0
// The demo's door: which rooms there are, and a token for whoever one chooses to be.
import { ROLES } from './views.ts';
import type { Role, Texts } from './views.ts';
import { keptHere, parsed } from './keep.ts';

export interface DemoRoom {
  readonly room: string;
  readonly title: Texts;
}
export interface Demo {
  readonly rooms: readonly DemoRoom[];
  readonly identities: readonly Role[];
}
export interface Identity {
  readonly token: string;
  readonly id: string;
  readonly name: string;
}
export class HttpError extends Error {
  constructor(readonly status: number) {
    super(`HTTP ${status}`);
  }
}

const KEY = 'muster.identity';

export async function demoGet(): Promise<Demo> {
  const demo = (await ask('/demo', 'GET')) as Partial<Demo>;
  return { rooms: demo.rooms ?? [], identities: (demo.identities ?? []).filter((role) => ROLES.includes(role)) };
}

export function identityChoose(role: Role): Promise<Identity> {
  return identityAsk(`identity=${encodeURIComponent(role)}`);
}
export function identityRenew(id: string): Promise<Identity> {
  return identityAsk(`id=${encodeURIComponent(id)}`);
}

async function identityAsk(query: string): Promise<Identity> {
  const answer = await ask(`/demo/token?${query}`, 'POST');
  if (!isIdentity(answer)) throw new HttpError(502);
  return answer;
}

async function ask(path: string, method: string): Promise<unknown> {
  const response = await fetch(path, { method, headers: { accept: 'application/json' }, cache: 'no-store' });
  if (!response.ok) throw new HttpError(response.status);
  return (await response.json()) as unknown;
}

/** Who this tab is: two windows may be two people. */
export function identityKept(): Identity | undefined {
  const identity = parsed(keptHere.get(KEY));
  return isIdentity(identity) ? identity : undefined;
}
export function identityKeep(identity: Identity | undefined): void {
  keptHere.set(KEY, identity ? JSON.stringify(identity) : null);
}

function isIdentity(value: unknown): value is Identity {
  const { token, id, name } = (value ?? {}) as Record<string, unknown>;
  return typeof token === 'string' && typeof id === 'string' && typeof name === 'string';
}
