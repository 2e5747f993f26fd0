// SPDX-License-Identifier: Apache-2.0
// A request to the API by whoever one is: a browser that has signed in has its cookie, in the demo a token says who.
import { HttpError, errorOf } from '../../core/person.ts';
import { who } from '../../core/who.ts';

export async function askAs(path: string, method: 'GET' | 'POST' | 'DELETE', body?: object): Promise<unknown> {
  const response = await asked(path, method, body);
  return response.status === 204 ? undefined : (await response.json()) as unknown;
}

/** A file that is a text. */
export async function textAs(path: string): Promise<string> {
  return (await asked(path, 'GET')).text();
}

async function asked(path: string, method: 'GET' | 'POST' | 'DELETE', body?: object): Promise<Response> {
  const now = who.get();
  const token = now?.site.demo && now.identity ? (await now.provider.renew(now.identity)).token : undefined;
  const response = await fetch(path, {
    method, cache: 'no-store',
    headers: { accept: 'application/json, text/csv', ...(body ? { 'content-type': 'application/json' } : {}), ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new HttpError(response.status, await errorOf(response));
  return response;
}
