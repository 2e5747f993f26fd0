// SPDX-License-Identifier: Apache-2.0
// What is asked of the server is asked anew when the library has changed.
import { useContext, useEffect, useState } from 'preact/hooks';
import { useView } from '../../core/here.ts';
import { isSilence } from '../../core/refusal.ts';
import type { JsonObject } from '../../core/merge.ts';
import { RoomContext, useSession } from '../../ui/session.tsx';
import type { LibraryView } from './view.ts';

/** undefined: it is asked for; null: there is none, or none for this person. What stood stays until the next has come. */
export function useAsked<T>(method: string, data: JsonObject): T | null | undefined {
  const session = useSession();
  const room = useContext(RoomContext);
  const last = useView((view: LibraryView) => view.document?.last);
  const count = useView((view: LibraryView) => view.document?.count);
  const [answer, setAnswer] = useState<T | null | undefined>(undefined);
  const asks = JSON.stringify(data);
  useEffect(() => {
    let gone = false;
    session.query(method, { room, ...data }).then((found) => gone || setAnswer(found as T), (error: unknown) => gone || isSilence(error) || setAnswer(null));
    return () => {
      gone = true;
    };
  }, [session, room, method, asks, last, count]);
  return answer;
}
