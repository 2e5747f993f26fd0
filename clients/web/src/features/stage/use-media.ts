// SPDX-License-Identifier: Apache-2.0
import { useEffect, useState } from 'preact/hooks';
import { serverNow } from '../../core/clock.ts';
import type { JsonObject } from '../../core/merge.ts';
import type { Session } from '../../core/session.ts';
import { mediaAgain, mediaAsk } from './media.ts';
import type { Media } from './media.ts';
import type { Source } from './view.ts';

/** What is asked where something plays, and what the room says of it. */
export interface MediaQuery {
  readonly method: 'stage.media' | 'media.address';
  readonly data: JsonObject;
  readonly shown: Source;
}

/** Where it plays; undefined: not known yet, or nothing is asked. Another `turn` asks anew: `ends` is called when the address
 *  is no longer good. */
export function useMedia(session: Session, query: MediaQuery | undefined, turn: number, failed: () => void, ends: () => void): Media | undefined {
  const [media, setMedia] = useState<Media | undefined>(undefined);
  useEffect(() => {
    if (!query) {
      setMedia(undefined);
      return undefined;
    }
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    mediaAsk(() => session.query(query.method, query.data), query.shown).then((found) => {
      if (gone) return;
      // Another object each turn: the same address is tried anew too.
      setMedia({ ...found });
      const again_ms = mediaAgain(found, serverNow());
      if (again_ms !== undefined) timer = setTimeout(ends, again_ms);
    }, () => gone || failed());
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [session, query?.method, query && JSON.stringify(query.data), query?.shown.url, query?.shown.type, turn]);
  return media;
}
