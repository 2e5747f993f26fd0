// SPDX-License-Identifier: Apache-2.0
// A browser that has signed in: it holds a cookie that the page cannot read, and gets short-lived tokens for it.
import { kept, othersDrop, parsed } from './keep.ts';
import { HttpError, ask, isIdentity } from './person.ts';
import type { Identity, Provider } from './person.ts';
import type { Who } from './who.ts';

// Who never signed in here need not be asked about.
const KEY = 'muster.signed';
// Who was here last.
const LAST = 'muster.who';

export function identityOf(answer: unknown): Identity {
  const { person, token } = (answer ?? {}) as { person?: { id?: unknown; name?: unknown }; token?: unknown };
  if (typeof token !== 'string' || typeof person?.id !== 'string' || typeof person.name !== 'string') throw new HttpError(502);
  return { token, id: person.id, name: person.name };
}

export const provider: Provider = {
  async who() {
    if (kept.get(KEY) === null) return undefined;
    try {
      const identity = identityOf(await ask('/api/session', 'GET'));
      othersForget(identity.id);
      return identity;
    } catch (error) {
      if (!(error instanceof HttpError) || !error.ended) throw error;
      kept.set(KEY, null);
      // It ended while nobody looked.
      othersForget('');
      return error.status === 401 ? undefined : error.ended;
    }
  },
  keep({ id }) {
    kept.set(KEY, 'yes');
    othersForget(id);
  },
  // What proves it stays with the browser. Where nothing is kept there is nothing to begin with.
  remember: (site, identity) => kept.set(LAST, identity && site.keeps !== false ? JSON.stringify({ site, identity: { ...identity, token: '' } }) : null),
  renew: async () => identityOf(await ask('/api/session', 'GET')),
  async leave({ id }, ended) {
    kept.set(KEY, null);
    othersDrop();
    // Whoever sits here next finds nothing that this person wrote or saw.
    await Promise.all([forget(id), ended || ask('/api/session', 'DELETE')]);
  },
};

/** Who it was last time, while the server is not reached. */
export function whoBefore(): Who | undefined {
  const { site, identity } = (parsed(kept.get(LAST)) ?? {}) as Partial<Who>;
  return site && isIdentity(identity) ? { site, provider, identity, before: true } : undefined;
}

async function forget(id: string): Promise<void> {
  await (await import('./session.ts')).shelfForget(id);
}

/** Who was here last is not who is here now. */
function othersForget(id: string): void {
  const last = ((parsed(kept.get(LAST)) ?? {}) as { identity?: { id?: string } }).identity?.id;
  if (last !== undefined && last !== id) void forget(last).catch(() => undefined);
  // Nor was it, where they changed in another tab.
  othersDrop(id);
}
