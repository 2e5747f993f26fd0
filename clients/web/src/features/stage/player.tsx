// SPDX-License-Identifier: Apache-2.0
// MP4 and, where the browser can, HLS play by themselves; hls.js is loaded only where it cannot.
import type { JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { serverNow } from '../../core/clock.ts';
import { mediaAgain, mediaAsk } from './media.ts';
import type { Media } from './media.ts';
import type { Stream } from './view.ts';
import { useWords } from '../../i18n/context.tsx';
import { Button } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';

const HLS_TYPE = 'application/vnd.apple.mpegurl';
const RETRY_MS = 5000;
// A clip as short as this is a picture to wait by, not a session.
const LOOP_SECONDS = 120;

type State = 'starting' | 'playing' | 'blocked' | 'broken';

export function Player({ stream }: { stream: Stream }): JSX.Element {
  const { t } = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<State>('starting');
  // Each turn asks for the address: at first, when it has ended or ends soon, and after a failure.
  const [turn, setTurn] = useState(0);
  const media = useMediaAddress(stream, turn, () => setState('broken'), () => setTurn((last) => last + 1));
  const position = useRef(0);
  useEffect(() => {
    const element = video.current;
    if (!element || !media) return undefined;
    setState('starting');
    const detach = attach(element, media, () => setState('broken'));
    return () => {
      position.current = element.currentTime;
      detach();
    };
  }, [media]);
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
    <div class="player" data-state={state} data-testid="player">
      <video
        ref={video} controls playsInline preload="auto" aria-label={t('stage.video')}
        onLoadedMetadata={ready} onPlaying={() => setState('playing')}
      />
      {state === 'blocked' && (
        <div class="player-over"><Button kind="strong" icon="play" onClick={play} testid="play">{t('stage.play')}</Button></div>
      )}
      {state === 'broken' && <div class="player-over" role="status"><p>{t('stage.broken')}</p></div>}
    </div>
  );
}

function useMediaAddress(stream: Stream, turn: number, failed: () => void, ends: () => void): Media | undefined {
  const session = useSession();
  const room = useContext(RoomContext);
  const [media, setMedia] = useState<Media | undefined>(undefined);
  useEffect(() => {
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
  }, [session, room, stream.url, stream.type, turn]);
  return media;
}

function attach(video: HTMLVideoElement, stream: Stream, broken: () => void): () => void {
  if (stream.type === 'mp4' || video.canPlayType(HLS_TYPE) !== '') return attachPlain(video, stream.url, broken);
  let detach = (): void => undefined;
  let gone = false;
  import('hls.js').then(({ default: Hls }) => {
    if (gone) return;
    if (!Hls.isSupported()) {
      broken();
      return;
    }
    const hls = new Hls({ enableWorker: false });
    hls.on(Hls.Events.ERROR, (_, data) => {
      if (data.fatal) broken();
    });
    hls.loadSource(stream.url);
    hls.attachMedia(video);
    detach = () => hls.destroy();
  }, broken);
  return () => {
    gone = true;
    detach();
  };
}

function attachPlain(video: HTMLVideoElement, url: string, broken: () => void): () => void {
  video.addEventListener('error', broken);
  video.src = url;
  return () => {
    video.removeEventListener('error', broken);
    video.removeAttribute('src');
    video.load();
  };
}
