// SPDX-License-Identifier: Apache-2.0
// Who this page is now. It is asked once at the start, by the way that the site has.
import { keptHere } from './keep.ts';
import type { Identity, Provider } from './person.ts';
import { siteAsk, siteRead } from './site.ts';
import type { Site } from './site.ts';
import { Store } from './store.ts';

export interface Who {
  readonly site: Site;
  readonly provider: Provider;
  readonly identity: Identity | undefined;
  /** Nobody any more, and not because they left: the code with which the server ends a connection over it. */
  readonly ended?: number;
}

/** Undefined until it is known. */
export const who = new Store<Who | undefined>(undefined);

const RETRY_MS = 3000;

export async function whoStart(): Promise<void> {
  try {
    // A tab that has chosen somebody is of the demo.
    const site = keptHere.get('muster.identity') !== null ? siteRead({ demo: true }) : await siteAsk();
    const provider = await providerOf(site);
    const identity = await provider.who();
    who.set(typeof identity === 'number' ? { site, provider, identity: undefined, ended: identity } : { site, provider, identity });
  } catch {
    setTimeout(() => void whoStart(), RETRY_MS);
  }
}

export function become(identity: Identity): void {
  const now = who.get();
  now?.provider.keep(identity);
  if (now) who.set({ ...now, identity, ended: 0 });
}

export function leave(): void {
  gone(0);
}

/** The server ended what this browser was signed in with. In the demo one only chooses again. */
export function expelled(ended: number): void {
  if (who.get()?.site.demo === false) gone(ended);
}

function gone(ended: number): void {
  const now = who.get();
  if (!now?.identity) return;
  who.set({ ...now, identity: undefined, ended });
  void now.provider.leave(now.identity, ended > 0).catch(() => undefined);
}

async function providerOf({ demo }: Site): Promise<Provider> {
  return demo ? (await import('./person-demo.ts')).provider : (await import('./person-session.ts')).provider;
}
