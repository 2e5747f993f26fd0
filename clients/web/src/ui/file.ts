// SPDX-License-Identifier: Apache-2.0
// Files of a room: where one is, for whoever may have it, and how one gets there.
import { useContext, useEffect, useState } from 'preact/hooks';
import { asked } from '../core/asked.ts';
import { BOUNDS } from '../core/contract.ts';
import { HttpError } from '../core/person.ts';
import { isSilence } from '../core/refusal.ts';
import { uploadTo } from '../core/upload.ts';
import { useWords } from '../i18n/context.tsx';
import { RoomContext, useSession } from './session.tsx';

export const KB = 1024;

export interface Found {
  readonly url: string;
  readonly name: string;
  readonly bytes: number;
}

/** A file that an article or a post holds, and what is known of it before it is asked for. */
export interface Held {
  readonly file: number;
  /** "jpeg", "png" … */
  readonly type?: string;
  readonly bytes?: number;
  readonly width?: number;
  readonly height?: number;
}

/** A file of the room, by its number; undefined: it is asked for; null: it is gone. 0: none is asked for. */
export function useFile(file: number): Found | null | undefined {
  const session = useSession();
  const room = useContext(RoomContext);
  const [found, setFound] = useState<Found | null | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    if (file === 0) return undefined;
    session.query('file.get', { room, file }).then((answer) => gone || setFound(answer as Found), (error: unknown) => gone || isSilence(error) || setFound(null));
    return () => {
      gone = true;
    };
  }, [session, room, file]);
  return found;
}

/** It was taken along, and is fetched from this device. */
export const isHere = (url: string): boolean => url.startsWith('/taken/');

const SAVED_MS = 10_000;

/** Saves what was taken along; all else the link does. Browsers do not ask the worker for what a link saves. */
export function fileSave(event: Event, { url, name }: Found): void {
  if (!isHere(url)) return;
  event.preventDefault();
  void fetch(url).then((response) => response.blob()).then((blob) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), SAVED_MS);
  }, () => undefined);
}

export interface Sending {
  readonly busy: boolean;
  /** Why it did not go; empty: it did. */
  readonly wrong: string;
  readonly send: (file: File) => void;
}

/** What is said of a file that is too large, or that did not arrive: in the words of that place. */
export interface Troubles {
  readonly large: string;
  readonly lost: string;
}
export const FILE_MB = BOUNDS.FILE_BYTES / (1 << 20);

/** As whoever one is here. */
export const asWho = async (path: string, method: 'POST', body: object): Promise<unknown> => (await asked(path, method, body)).json();

/** Sends a file into the room, for its team or for oneself. */
export function useSending(sight: 'staff' | 'own', says: Troubles, taken: (seq: number, name: string) => void): Sending {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState('');
  const send = (file: File): void => {
    if (file.size > BOUNDS.FILE_BYTES) return setWrong(says.large);
    setBusy(true);
    setWrong('');
    uploadTo(room, sight, file, asWho)
      .then((seq) => taken(seq, file.name), (error: unknown) => setWrong(error instanceof HttpError && error.error ? t('app.error', { error: t(`error.${error.error}`) }) : says.lost))
      .finally(() => setBusy(false));
  };
  return { busy, wrong, send };
}
