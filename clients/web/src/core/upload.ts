// SPDX-License-Identifier: Apache-2.0
// A file that somebody hands in: announced, then sent to the address that was answered.
import { HttpError, errorOf } from './person.ts';

/** For everybody in the academy; what comes back is its number. `ask`: a request to the API as whoever one is. */
export async function upload(file: File, ask: (path: string, method: 'POST', body: object) => Promise<unknown>): Promise<number> {
  const { url } = (await ask('/api/uploads', 'POST', { room: 'academy:main', name: file.name, bytes: file.size, for: 'room' })) as { url: string };
  const response = await fetch(url, { method: 'POST', body: file });
  if (!response.ok) throw new HttpError(response.status, await errorOf(response));
  return ((await response.json()) as { file: number }).file;
}
