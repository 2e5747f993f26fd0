// SPDX-License-Identifier: Apache-2.0
// A request to the API by whoever one is: a browser that has signed in has its cookie, in the demo a token says who.
import { HttpError, errorOf } from '../../core/person.ts';
import { who } from '../../core/who.ts';

export async function askAs(path: string, method: 'GET' | 'POST' | 'DELETE', body?: object): Promise<unknown> {
  const now = who.get();
  const token = now?.site.demo && now.identity ? (await now.provider.renew(now.identity)).token : undefined;
  const response = await fetch(path, {
    method, cache: 'no-store',
    headers: { accept: 'application/json', ...(body ? { 'content-type': 'application/json' } : {}), ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new HttpError(response.status, await errorOf(response));
  return response.status === 204 ? undefined : (await response.json()) as unknown;
}

interface Taken {
  readonly file: number;
  readonly type: string;
}

/** A file for everybody in the academy; what comes back is its number. */
export async function upload(file: File): Promise<number> {
  const { url } = (await askAs('/api/uploads', 'POST', { room: 'academy:main', name: file.name, bytes: file.size, for: 'room' })) as { url: string };
  const response = await fetch(url, { method: 'POST', body: file });
  if (!response.ok) throw new HttpError(response.status, await errorOf(response));
  return ((await response.json()) as Taken).file;
}
