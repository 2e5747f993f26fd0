// SPDX-License-Identifier: Apache-2.0
// The demo's door: which rooms there are, and a token for whoever one chooses to be.
import { keptHere, parsed } from './keep.ts';
import { HttpError, ask, isIdentity } from './person.ts';
import type { Identity, Provider } from './person.ts';
import { ROLES } from './views.ts';
import type { GivenRole, Role, Texts } from './views.ts';

export interface DemoRoom {
  readonly room: string;
  readonly title: Texts;
}
export interface Demo {
  readonly rooms: readonly DemoRoom[];
  readonly identities: readonly GivenRole[];
}

// Who this tab is: two windows may be two people.
const KEY = 'muster.identity';

export async function demoGet(): Promise<Demo> {
  const demo = (await ask('/demo', 'GET')) as Partial<Demo>;
  return { rooms: demo.rooms ?? [], identities: (demo.identities ?? []).filter((role) => ROLES.includes(role)) };
}

export function identityChoose(role: Role): Promise<Identity> {
  return identityAsk(`identity=${encodeURIComponent(role)}`);
}

async function identityAsk(query: string): Promise<Identity> {
  const answer = await ask(`/demo/token?${query}`, 'POST');
  if (!isIdentity(answer)) throw new HttpError(502);
  return answer;
}

function keep(identity: Identity | undefined): void {
  keptHere.set(KEY, identity ? JSON.stringify(identity) : null);
}

export const provider: Provider = {
  async who() {
    const identity = parsed(keptHere.get(KEY));
    return isIdentity(identity) ? identity : undefined;
  },
  keep,
  async renew({ id }) {
    const identity = await identityAsk(`id=${encodeURIComponent(id)}`);
    keep(identity);
    return identity;
  },
  async leave() {
    keep(undefined);
  },
};
