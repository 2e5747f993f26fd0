// SPDX-License-Identifier: Apache-2.0
// Who sits here, and how this page knows. The demo is one way, a browser that has signed in another; nothing else of
// the page knows which it is.

import { ERRORS } from './contract.ts';
import type { ErrorName } from './contract.ts';
import type { Site } from './site.ts';

export interface Identity {
  readonly token: string;
  readonly id: string;
  readonly name: string;
}

export interface Provider {
  /** Who this page is; undefined: nobody yet; a number: nobody any more, see `ended` of who.ts. Rejects while the server
      cannot be reached. */
  who(): Promise<Identity | number | undefined>;
  /** Somebody was chosen, or has signed in. */
  keep(identity: Identity): void;
  /** Who it is now, or nobody: for a start without a network. */
  remember?(site: Site, identity: Identity | undefined): void;
  /** The same person with a fresh token. Rejects with a HttpError of 4xx when they are nobody any more. */
  renew(identity: Identity): Promise<Identity>;
  /** No longer this person. `ended`: the server said so first. */
  leave(identity: Identity, ended?: boolean): Promise<void>;
}

export class HttpError extends Error {
  /** `error`: as the protocol names it, where the server said so. */
  constructor(readonly status: number, readonly error?: ErrorName) {
    super(`HTTP ${status}`);
  }

  /** Why the server lets this person in no more, as the code of a connection's end; 0: it is nothing of the kind. */
  get ended(): number {
    return this.status === 401 ? 4502 : ({ SUSPENDED: 4501, NOT_MEMBER: 4503, ACCESS_ASKED: 4504 } as Record<string, number>)[this.error ?? ''] ?? 0;
  }
}

const NAMES: readonly string[] = Object.values(ERRORS);

/** Of a problem (RFC 9457) as the server writes it. */
export async function errorOf(response: Response): Promise<ErrorName | undefined> {
  const { name } = (await response.json().catch(() => ({}))) as { name?: unknown };
  const known = typeof name === 'string' ? name.toUpperCase() : '';
  return NAMES.includes(known) ? (known as ErrorName) : undefined;
}

/** One question to the server, in JSON. */
export async function ask(path: string, method: 'GET' | 'POST' | 'DELETE', body?: object): Promise<unknown> {
  const response = await fetch(path, {
    // Whoever signs out may close the page in that moment.
    method, keepalive: method === 'DELETE', cache: 'no-store', headers: { accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new HttpError(response.status, await errorOf(response));
  return response.status === 204 ? undefined : (await response.json()) as unknown;
}

export function isIdentity(value: unknown): value is Identity {
  const { token, id, name } = (value ?? {}) as Record<string, unknown>;
  return typeof token === 'string' && typeof id === 'string' && typeof name === 'string';
}
