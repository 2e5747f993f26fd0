// SPDX-License-Identifier: Apache-2.0
// A request to the API by whoever one is.
import { asked } from '../../core/asked.ts';

export async function askAs(path: string, method: 'GET' | 'POST' | 'DELETE', body?: object): Promise<unknown> {
  const response = await asked(path, method, body);
  return response.status === 204 ? undefined : (await response.json()) as unknown;
}

/** A file that is a text. */
export async function textAs(path: string): Promise<string> {
  return (await asked(path, 'GET')).text();
}
