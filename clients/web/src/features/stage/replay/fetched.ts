// SPDX-License-Identifier: Apache-2.0
import { asked } from '../../../core/asked.ts';
import { HttpError } from '../../../core/person.ts';

/** Between two tries. */
export const AGAIN_MS = 3000;
const LATER = [429, 503];

/** A piece of a film. One that is being made, or waits behind others that are, is asked for again. */
export async function fetched(path: string): Promise<unknown> {
  for (;;) {
    try {
      return await (await asked(path, 'GET')).json() as unknown;
    } catch (error) {
      if (!(error instanceof HttpError) || !LATER.includes(error.status)) throw error;
      await new Promise((done) => setTimeout(done, AGAIN_MS));
    }
  }
}
