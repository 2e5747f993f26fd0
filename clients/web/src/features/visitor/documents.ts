// SPDX-License-Identifier: Apache-2.0
// What is said of documents of this room whose numbers alone are known: one after the other, so that nobody asks for many at once.
import { useContext, useEffect, useState } from 'preact/hooks';
import { isSilence } from '../../core/refusal.ts';
import type { Dir } from '../../core/views.ts';
import { RoomContext, useSession } from '../../ui/session.tsx';

export interface DocumentSaid {
  readonly title?: string;
  readonly dir?: Dir;
  readonly language?: string;
}
/** By their numbers; null: there is none any more. */
export type Documents = { readonly [document: number]: DocumentSaid | null };

export function useDocuments(documents: readonly number[]): Documents {
  const session = useSession();
  const room = useContext(RoomContext);
  const [known, setKnown] = useState<Documents>({});
  useEffect(() => {
    let over = false;
    const next = async (): Promise<void> => {
      for (const document of documents.filter((one) => !(one in known))) {
        const said = await session.query('document.get', { room, document }).then((answer) => (answer as { about: DocumentSaid }).about, (error: unknown) => (isSilence(error) ? undefined : null));
        if (over) return;
        if (said !== undefined) setKnown((all) => ({ ...all, [document]: said }));
      }
    };
    void next();
    return () => {
      over = true;
    };
  }, [session, room, documents.join(' ')]);
  return known;
}
