// SPDX-License-Identifier: Apache-2.0
// A request to the API by whoever one is: a browser that has signed in has its cookie, in the demo a token says who.
import { HttpError, errorOf } from './person.ts';
import { who } from './who.ts';

export async function asked(path: string, method: 'GET' | 'POST' | 'DELETE', body?: object): Promise<Response> {
  const now = who.get();
  const token = now?.site.demo && now.identity ? (await now.provider.renew(now.identity)).token : undefined;
  const response = await fetch(path, {
    method, cache: 'no-store',
    headers: { accept: 'application/json, text/csv, text/vtt', ...(body ? { 'content-type': 'application/json' } : {}), ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new HttpError(response.status, await errorOf(response));
  return response;
}
