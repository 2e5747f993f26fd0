// SPDX-License-Identifier: Apache-2.0
// Whether a video source can be played, tried before anybody else sees that it cannot.
import { useContext, useEffect, useState } from 'preact/hooks';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { mediaAsk } from './media.ts';
import { tryOut } from './trial.ts';
import type { Outcome } from './trial.ts';
import { useView } from '../../core/here.ts';
import { isSent } from './view.ts';
import type { Source, StageView } from './view.ts';

/** `waiting`: what a program of the host's sends has not come. `saved`: what lies with us is opened by a signed address only, which a source has once it is set. */
export type Tried = Outcome | { readonly found: 'trying' | 'saved' | 'waiting' };

/** `set`: the stream the room has; its address is asked for, as by who watches. `turn`: tried again when it is another. */
export function useSource(source: Source | undefined, set: Source | undefined, turn = 0): Tried {
  const session = useSession();
  const room = useContext(RoomContext);
  const [tried, setTried] = useState<Tried>({ found: 'trying' });
  const live = useView((view: StageView) => view.ingest?.live === true);
  const waits = source !== undefined && isSent(source) && !live;
  useEffect(() => {
    if (!source || waits) return undefined;
    setTried({ found: 'trying' });
    let [gone, stop] = [false, (): void => undefined];
    const known = source.url === set?.url && source.type === set.type;
    const run = async (): Promise<Tried> => {
      if (!known && source.url.startsWith('/')) return { found: 'saved' };
      const address = known ? await mediaAsk(() => session.query('stage.media', { room }), source) : source;
      if (gone) return { found: 'trying' };
      const trial = tryOut(address);
      stop = trial.stop;
      return (await trial.outcome) ?? { found: 'silent' };
    };
    run().then((found) => gone || setTried(found), () => gone || setTried({ found: 'silent' }));
    return () => {
      gone = true;
      stop();
    };
  }, [session, room, source?.url, source?.type, set?.url, set?.type, waits, turn]);
  return waits ? { found: 'waiting' } : tried;
}
