// SPDX-License-Identifier: Apache-2.0
// Whether a video source can be played, tried before anybody else sees that it cannot.
import { useContext, useEffect, useState } from 'preact/hooks';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { probe } from './attach.ts';
import { mediaAsk } from './media.ts';
import type { Stream } from './view.ts';

export type Source = 'trying' | 'plays' | 'broken' | 'unknown';

/** `set`: the source the room has; its address is asked for, as by who watches. */
export function useSource(stream: Stream | undefined, set: Stream | undefined): Source {
  const session = useSession();
  const room = useContext(RoomContext);
  const [source, setSource] = useState<Source>('trying');
  useEffect(() => {
    if (!stream) return undefined;
    setSource('trying');
    let [gone, stop] = [false, (): void => undefined];
    const known = stream.url === set?.url && stream.type === set.type;
    const asked = known ? mediaAsk(() => session.query('stage.media', { room }), stream) : Promise.resolve(stream);
    asked.then((address) => {
      if (gone) return undefined;
      const trial = probe(address);
      stop = trial.stop;
      return trial.plays;
    }).then((plays) => {
      // What lies with us is opened by a signed address only, which a source has once it is set.
      const told = plays === false && !known && stream.url.startsWith('/') ? undefined : plays;
      if (!gone) setSource(told === undefined ? 'unknown' : told ? 'plays' : 'broken');
    }, () => gone || setSource('unknown'));
    return () => {
      gone = true;
      stop();
    };
  }, [session, room, stream?.url, stream?.type, set?.url, set?.type]);
  return source;
}
