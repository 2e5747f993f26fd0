// SPDX-License-Identifier: Apache-2.0
// A browser that has signed in: it holds a cookie that the page cannot read, and gets short-lived tokens for it.
import { kept } from './keep.ts';
import { HttpError, ask } from './person.ts';
import type { Identity, Provider } from './person.ts';

// Who never signed in here need not be asked about.
const KEY = 'muster.signed';

export function identityOf(answer: unknown): Identity {
  const { person, token } = (answer ?? {}) as { person?: { id?: unknown; name?: unknown }; token?: unknown };
  if (typeof token !== 'string' || typeof person?.id !== 'string' || typeof person.name !== 'string') throw new HttpError(502);
  return { token, id: person.id, name: person.name };
}

export const provider: Provider = {
  async who() {
    if (kept.get(KEY) === null) return undefined;
    try {
      return identityOf(await ask('/api/session', 'GET'));
    } catch (error) {
      if (!(error instanceof HttpError) || !error.ended) throw error;
      kept.set(KEY, null);
      return error.status === 401 ? undefined : error.ended;
    }
  },
  keep: () => kept.set(KEY, 'yes'),
  renew: async () => identityOf(await ask('/api/session', 'GET')),
  async leave({ id }, ended) {
    kept.set(KEY, null);
    // Whoever sits here next finds nothing that this person wrote.
    await Promise.all([import('./session.ts').then(({ shelfForget }) => shelfForget(id)), ended || ask('/api/session', 'DELETE')]);
  },
};
