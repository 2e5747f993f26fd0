// SPDX-License-Identifier: Apache-2.0
// Links into a room. The secret stays in browsers: the server knows only a key made of it.

export interface RoomLink {
  readonly of: string;
  readonly secret: string;
}

const SECRET_BYTES = 16;
const KEY_BYTES = 16;

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** What stands behind the # of a link; undefined when it is none. */
export function linkRead(hash: string): RoomLink | undefined {
  const [, of, secret] = /^((?:webinar|course):[A-Za-z0-9._~@-]{1,64})\.([A-Za-z0-9_-]{22})$/.exec(hash) ?? [];
  return of !== undefined && secret !== undefined ? { of, secret } : undefined;
}

export function linkMake(of: string): RoomLink {
  return { of, secret: base64url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES))) };
}

export function linkAddress({ of, secret }: RoomLink): string {
  return `${location.origin}/join#${of}.${secret}`;
}

export async function keyOf(secret: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret));
  return base64url(new Uint8Array(hash).slice(0, KEY_BYTES));
}
