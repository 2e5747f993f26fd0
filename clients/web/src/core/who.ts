// SPDX-License-Identifier: Apache-2.0
// Who this page is now. It is asked once at the start, by the way that the site has; until the server has answered this is
// who it was last time in this browser.
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
  /** The server has not been reached yet. */
  readonly before?: true;
}

/** Undefined until it is known. */
export const who = new Store<Who | undefined>(undefined);

/** Nobody has said who this is, for the server does not answer. */
export const unreached = new Store<boolean>(false);

const RETRY_MS = 3000;
// Whoever was here before waits no longer than this for the server.
const PATIENCE_MS = 1000;

export async function whoStart(): Promise<void> {
  const timer = setTimeout(() => void asBefore(), PATIENCE_MS);
  try {
    // A tab that has chosen somebody is of the demo.
    const site = ofDemo() ? siteRead({ demo: true }) : await siteAsk();
    const provider = await providerOf(site);
    const identity = await provider.who();
    set(typeof identity === 'number' ? { site, provider, identity: undefined, ended: identity } : { site, provider, identity });
  } catch {
    setTimeout(() => void whoStart(), RETRY_MS);
    await asBefore();
    unreached.set(true);
  } finally {
    clearTimeout(timer);
  }
}

function ofDemo(): boolean {
  return keptHere.get('muster.identity') !== null;
}

async function asBefore(): Promise<void> {
  const before = ofDemo() ? undefined : await import('./person-session.ts').then(({ whoBefore }) => whoBefore(), () => undefined);
  if (before && !who.get()) who.set(before);
}

function set(now: Who): void {
  now.provider.remember?.(now.site, now.identity);
  unreached.set(false);
  who.set(now);
}

export function become(identity: Identity): void {
  const now = who.get();
  now?.provider.keep(identity);
  if (now) set({ ...now, identity, ended: 0 });
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
  set({ ...now, identity: undefined, ended });
  void now.provider.leave(now.identity, ended > 0).catch(() => undefined);
}

async function providerOf({ demo }: Site): Promise<Provider> {
  return demo ? (await import('./person-demo.ts')).provider : (await import('./person-session.ts')).provider;
}
