// SPDX-License-Identifier: Apache-2.0
// The stream, as it plays. Who saves data decides when it begins, and sees the smallest of its pictures.
import type { JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { serverNow } from '../../core/clock.ts';
import { saving } from '../../core/saving.ts';
import { useStore } from '../../core/store.ts';
import { attach, mayCap } from './attach.ts';
import { mediaAgain, mediaAsk } from './media.ts';
import type { Media } from './media.ts';
import type { Stream } from './view.ts';
import { useWords } from '../../i18n/context.tsx';
import { Button } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';

const RETRY_MS = 5000;
// A clip as short as this is a picture to wait by, not a session.
const LOOP_SECONDS = 120;

type State = 'starting' | 'playing' | 'blocked' | 'broken';

export function Player({ stream }: { stream: Stream }): JSX.Element {
  const { t } = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const lean = useStore(saving);
  const [wanted, setWanted] = useState(false);
  const waits = lean && !wanted;
  // Who saves data gets the smallest picture, and may take the full one all the same.
  const [full, setFull] = useState(false);
  const small = lean && !full;
  const [state, setState] = useState<State>('starting');
  // Each turn asks for the address: at first, when it has ended or ends soon, and after a failure.
  const [turn, setTurn] = useState(0);
  const media = useMediaAddress(waits ? undefined : stream, turn, () => setState('broken'), () => setTurn((last) => last + 1));
  const position = useRef(0);
  useEffect(() => {
    const element = video.current;
    if (!element || !media) return undefined;
    setState('starting');
    const detach = attach(element, media, small, () => setState('broken'));
    return () => {
      position.current = element.currentTime;
      detach();
    };
  }, [media, small]);
  useEffect(() => {
    if (state !== 'broken') return undefined;
    // A live stream may begin a little after the session does.
    const timer = setTimeout(() => setTurn(turn + 1), RETRY_MS);
    return () => clearTimeout(timer);
  }, [state, turn]);
  const ready = (): void => {
    const element = video.current;
    if (element) {
      element.loop = element.duration < LOOP_SECONDS;
      // Under a new address a file goes on where it was; a live stream goes on by itself.
      if (Number.isFinite(element.duration) && position.current > 0) element.currentTime = position.current;
    }
    play();
  };
  const play = (): void => {
    video.current?.play().then(() => setState('playing'), (error: unknown) => {
      // Sound needs a press first; an interrupted start is followed by another.
      if (error instanceof DOMException && error.name === 'NotAllowedError') setState('blocked');
    });
  };
  return (
    <div class="player" data-state={waits ? 'waiting' : state} data-testid="player">
      <video
        ref={video} controls playsInline preload={lean ? 'metadata' : 'auto'} aria-label={t('stage.video')}
        onLoadedMetadata={ready} onPlaying={() => setState('playing')}
      />
      {waits && (
        <div class="player-over">
          <p>{t('stage.saving')}</p>
          <Button kind="strong" icon="play" onClick={() => setWanted(true)} testid="play-saving">{t('stage.play')}</Button>
        </div>
      )}
      {lean && state === 'playing' && video.current && mayCap(video.current, stream.type) && (
        <div class="player-line">
          <span>{t(full ? 'stage.full' : 'stage.small')}</span>
          <Button small onClick={() => setFull(!full)} testid="picture-size">{t(full ? 'stage.small.do' : 'stage.full.do')}</Button>
        </div>
      )}
      {!waits && state === 'blocked' && (
        <div class="player-over"><Button kind="strong" icon="play" onClick={play} testid="play">{t('stage.play')}</Button></div>
      )}
      {!waits && state === 'broken' && <div class="player-over" role="status"><p>{t('stage.broken')}</p></div>}
    </div>
  );
}

function useMediaAddress(stream: Stream | undefined, turn: number, failed: () => void, ends: () => void): Media | undefined {
  const session = useSession();
  const room = useContext(RoomContext);
  const [media, setMedia] = useState<Media | undefined>(undefined);
  useEffect(() => {
    if (!stream) {
      setMedia(undefined);
      return undefined;
    }
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    mediaAsk(() => session.query('stage.media', { room }), stream).then((found) => {
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
  }, [session, room, stream?.url, stream?.type, turn]);
  return media;
}
