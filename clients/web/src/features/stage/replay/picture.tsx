// SPDX-License-Identifier: Apache-2.0
// The recording, or what is shown where there is none, and the time line below it.
import { createContext } from 'preact';
import type { ComponentChildren, JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { Room } from '../../../core/room.ts';
import { saving } from '../../../core/saving.ts';
import type { Session } from '../../../core/session.ts';
import { useSelect, useStore } from '../../../core/store.ts';
import { useWords } from '../../../i18n/context.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { Button } from '../../../ui/parts.tsx';
import { RoomContext } from '../../../ui/session.tsx';
import { sizeSaid } from '../../../ui/size.ts';
import { useSizeOf } from '../../../ui/weighed.ts';
import { attach } from '../attach.ts';
import type { Media } from '../media.ts';
import { picture } from '../pick.ts';
import { useMedia } from '../use-media.ts';
import type { MediaView, Recorded } from '../view.ts';
import type { Anchor } from './anchors.ts';
import { Bar } from './bar.tsx';
import type { Deck } from './deck.ts';
import type { Film } from './film.ts';
import type { Reacted } from './reacted.ts';
import { Shift } from './shift.tsx';
import { useKeys } from './keys.ts';

export interface Play {
  readonly film: Film;
  readonly deck: Deck;
  /** The room as it is. */
  readonly live: Room;
  readonly session: Session;
  /** A piece of the film is waited for. */
  readonly late: boolean;
  /** Anchors that are tried out and not set. */
  readonly trial: { readonly seq: number; readonly anchors: readonly Anchor[] } | undefined;
  readonly setTrial: (trial: Play['trial']) => void;
  readonly language: string;
  readonly languageSet: (lang: string) => void;
  readonly leave: () => void;
  /** By those who watched again. */
  readonly reacted: readonly Reacted[];
}
export const PlayContext = createContext<Play | undefined>(undefined);

export function usePlay(): Play {
  const play = useContext(PlayContext);
  if (!play) throw new Error('nothing is watched again');
  return play;
}

/** Of the room as it is. */
export function useRecordings(): { readonly [seq: string]: Recorded } {
  const { live } = usePlay();
  return useSelect(live.state, () => (live.view as unknown as MediaView).media?.recordings) ?? {};
}

const STAGE = 'replay-stage';

/** The picture with its captions fills the screen, or no longer. Where the browser lets videos alone, the video does. */
export function fillScreen(): void {
  const stage = document.getElementById(STAGE);
  const video: (HTMLVideoElement & { webkitEnterFullscreen?: () => void }) | null | undefined = stage?.querySelector('video');
  if (document.fullscreenElement) void document.exitFullscreen().catch(() => undefined);
  else if (document.fullscreenEnabled) void stage?.requestFullscreen().catch(() => undefined);
  else video?.webkitEnterFullscreen?.();
}

export function Picture({ children }: { readonly children?: ComponentChildren }): JSX.Element {
  const { t } = useWords();
  const { deck, late } = usePlay();
  const shown = useStore(deck.shown);
  const recordings = useRecordings();
  const recorded = shown === undefined ? undefined : recordings[shown];
  useKeys(deck);
  return (
    <>
      <section class="stage" id={STAGE} aria-label={t('replay.picture')} data-testid="replay" data-shown={shown ?? ''}>
        {recorded && shown !== undefined ? <Moving key={shown} seq={shown} recorded={recorded} /> : <Still any={Object.keys(recordings).length > 0} />}
        {late && <p class="replay-late" role="status">{t('replay.late')}</p>}
        {children}
      </section>
      <Bar />
      <Shift />
    </>
  );
}

/** The room goes on by its own clock. */
function Still({ any }: { any: boolean }): JSX.Element {
  const { t } = useWords();
  const { deck } = usePlay();
  const playing = useStore(deck.playing);
  return (
    <div class="stage-card" data-testid="replay-still">
      <Icon name="screen" />
      <p class="stage-card-title">{t(any ? 'replay.gap' : 'replay.none')}</p>
      <p class="stage-card-text">{t(any ? 'replay.gap.hint' : 'replay.none.hint')}</p>
      {!playing && <Button icon="play" onClick={() => deck.play()} testid="replay-play-large">{t('replay.play')}</Button>}
    </div>
  );
}

function Moving({ seq, recorded }: { seq: number; recorded: Recorded }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const { deck, language } = usePlay();
  const lean = useStore(saving);
  const chosen = useStore(picture);
  const video = useRef<HTMLVideoElement>(null);
  const playing = useStore(deck.playing);
  const [state, setState] = useState<'starting' | 'ready' | 'broken'>('starting');
  const [turn, setTurn] = useState(0);
  const media = useAddress(seq, recorded, turn, () => setState('broken'), () => setTurn((last) => last + 1));
  const shown = chosen ?? (lean ? 'low' : 'full');
  // Whoever saves data is told how large it is, and has it when they play.
  const [wanted, setWanted] = useState(!lean);
  const waits = lean && !wanted;
  const bytes = useSizeOf(waits ? media?.url : undefined);
  useEffect(() => {
    if (playing) setWanted(true);
  }, [playing]);
  useEffect(() => {
    const element = video.current;
    if (!element || !media || waits) return undefined;
    setState('starting');
    const detach = attach(element, media, shown, () => setState('broken'));
    return () => {
      deck.attach(undefined);
      detach();
    };
  }, [media, shown, deck, waits]);
  const ready = (): void => {
    setState('ready');
    if (video.current) deck.attach(video.current);
  };
  return (
    <div class="player" data-picture={shown}>
      <div class="player-main" data-state={state} data-testid="replay-player">
        <video
          ref={video} playsInline preload="auto" aria-label={t('replay.picture')} lang={recorded.lang ?? language} onLoadedMetadata={ready}
        />
        {recorded.type === 'audio' && <div class="player-sound replay-sound"><p>{t('replay.sound')}</p></div>}
        {state === 'ready' && !playing && (
          <div class="player-over"><Button kind="strong" icon="play" onClick={() => deck.play()} testid="replay-play-large">{t('replay.play')}</Button></div>
        )}
        {state === 'ready' && playing && <button type="button" class="replay-press" tabIndex={-1} aria-label={t('replay.pause')} onClick={() => deck.pause()} />}
        {waits && state !== 'broken' && (
          <div class="player-over" data-testid="replay-lean">
            <p>{t('replay.lean')}</p>
            <div class="row">
              <Button kind="strong" icon="play" busy={!media} onClick={() => deck.play()} testid="replay-wanted">{bytes === undefined ? t('replay.lean.unknown') : t('replay.lean.play', { size: sizeSaid(words, bytes) })}</Button>
              <Button onClick={() => { deck.fail(seq); deck.play(); }} testid="replay-without">{t('replay.without')}</Button>
            </div>
          </div>
        )}
        {state === 'starting' && !waits && <div class="player-over" role="status"><p>{t('replay.coming')}</p></div>}
        {state === 'broken' && (
          <div class="player-over" role="status" data-testid="replay-broken">
            <p>{t('replay.broken')}</p>
            <div class="row">
              <Button onClick={() => setTurn(turn + 1)}>{t('app.again')}</Button>
              <Button kind="strong" onClick={() => { deck.fail(seq); deck.play(); }} testid="replay-without">{t('replay.without')}</Button>
            </div>
          </div>
        )}
      </div>
    </div>
  );
}

function useAddress(seq: number, recorded: Recorded, turn: number, failed: () => void, ends: () => void): Media | undefined {
  const { session } = usePlay();
  const room = useContext(RoomContext);
  const shown = { url: recorded.url ?? '', type: recorded.type };
  return useMedia(session, { method: 'media.address', data: { room, recording: seq }, shown }, turn, failed, ends);
}
