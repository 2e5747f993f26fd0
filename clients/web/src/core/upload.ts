// SPDX-License-Identifier: Apache-2.0
// A file that somebody hands in: announced, then sent to the address that was answered.
import { HttpError, errorOf } from './person.ts';

export type Ask = (path: string, method: 'POST', body: object) => Promise<unknown>;

/** For everybody in the academy; what comes back is its number. `ask`: a request to the API as whoever one is. */
export function upload(file: File, ask: Ask): Promise<number> {
  return uploadTo('academy:main', 'room', file, ask);
}

/** Into a room, for everybody there, for its team, or for oneself alone. */
export async function uploadTo(room: string, sight: 'room' | 'staff' | 'own', file: File, ask: Ask): Promise<number> {
  const { url } = (await ask('/api/uploads', 'POST', { room, name: file.name, bytes: file.size, for: sight })) as { url: string };
  const response = await fetch(url, { method: 'POST', body: file });
  if (!response.ok) throw new HttpError(response.status, await errorOf(response));
  return ((await response.json()) as { file: number }).file;
}
