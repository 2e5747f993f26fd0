// SPDX-License-Identifier: Apache-2.0
// Who this page is now. It is asked once at the start, by the way that the site has.
import type { Identity, Provider } from './person.ts';
import { siteAsk } from './site.ts';
import type { Site } from './site.ts';
import { Store } from './store.ts';

export interface Who {
  readonly site: Site;
  readonly provider: Provider;
  readonly identity: Identity | undefined;
}

/** Undefined until it is known. */
export const who = new Store<Who | undefined>(undefined);

export async function whoStart(): Promise<void> {
  const site = await siteAsk();
  const provider = await providerOf();
  const identity = await provider.who();
  // What connects is a file of its own; who is somebody will want it.
  if (identity) void import('./session.ts').catch(() => undefined);
  who.set({ site, provider, identity });
}

export function become(identity: Identity): void {
  const now = who.get();
  now?.provider.keep(identity);
  if (now) who.set({ ...now, identity });
}

export function leave(): void {
  const now = who.get();
  if (!now) return;
  who.set({ ...now, identity: undefined });
  void now.provider.leave().catch(() => undefined);
}

async function providerOf(): Promise<Provider> {
  return (await import('./person-demo.ts')).provider;
}
