// SPDX-License-Identifier: Apache-2.0
// A file on its way to the address that was answered: how far it has come is told, and it can be given up.
import { HttpError, errorOf } from './person.ts';
import type { Ask } from './upload.ts';

/** Resolves to what the server answers; rejects with its refusal, with HttpError 0 where the network was lost. */
export function sendTo<T>(url: string, content: Blob, progress: (share: number) => void, signal?: AbortSignal): Promise<T> {
  return new Promise((done, failed) => {
    // What fetch does not tell is how much has left.
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.upload.onprogress = ({ loaded, total }) => progress(loaded / Math.max(1, total));
    request.onerror = request.onabort = () => failed(new HttpError(0));
    request.onload = () => {
      const response = new Response(request.responseText, { status: request.status, headers: { 'content-type': request.getResponseHeader('content-type') ?? '' } });
      if (request.status === 200) void response.json().then((answer) => done(answer as T), failed);
      else void errorOf(response).then((error) => failed(new HttpError(request.status, error)), failed);
    };
    signal?.addEventListener('abort', () => request.abort());
    request.send(content);
  });
}

export interface Sent {
  readonly file: number;
  /** "jpeg", "png" … */
  readonly type: string;
}
export interface Under {
  /** Nothing of it says whose it is. */
  readonly anonymous: boolean;
  readonly signal: AbortSignal;
  readonly progress: (share: number) => void;
}

export const isPicture = (type: string | undefined): boolean => type === 'jpeg' || type === 'png' || type === 'webp';

/** For a post of a room. */
export async function sendForPost(room: string, file: File, ask: Ask, { anonymous, signal, progress }: Under): Promise<Sent> {
  const asked = { room, name: anonymous ? 'file' : file.name, bytes: file.size, for: 'post', ...(anonymous ? { anonymous } : {}) };
  const { url } = (await ask('/api/uploads', 'POST', asked)) as { url: string };
  signal.throwIfAborted();
  return sendTo<Sent>(url, file, progress, signal);
}
