// SPDX-License-Identifier: Apache-2.0
// The stream, as it plays: full, small or its sound alone, in the language and with the signs that one chose. Who saves data
// decides when it begins, and sees the small picture.
import type { JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { useView } from '../../core/here.ts';
import { saving } from '../../core/saving.ts';
import { useStore } from '../../core/store.ts';
import { attach } from './attach.ts';
import type { Media } from './media.ts';
import { language, languageSet, languagesOf, pick, picture, pictureSet, sign, signOf, signSet } from './pick.ts';
import type { Picture, Placed } from './pick.ts';
import { isSent } from './view.ts';
import { useMedia } from './use-media.ts';
import type { Ingest, StageView, Stream } from './view.ts';
import { languageNames } from './zone.ts';
import { useWords } from '../../i18n/context.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { MenuPart } from '../../ui/menu.tsx';
import { Button } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';

const RETRY_MS = 5000;
// Where it is known that it arrives, its first pieces are a moment behind.
const SOON_MS = 1500;
// A clip as short as this is a picture to wait by, not a session.
const LOOP_SECONDS = 120;
// So long without a new picture, and nothing arrives.
const STALLED_MS = 8000;
const STOPPED_MS = 1500;
const PICTURES: readonly Picture[] = ['full', 'low', 'sound'];

type State = 'starting' | 'playing' | 'blocked' | 'stalled' | 'broken';

export function Player({ stream }: { stream: Stream }): JSX.Element {
  const { t, lang } = useWords();
  const lean = useStore(saving);
  const [wanted, setWanted] = useState(false);
  const chosen = useStore(picture);
  const shown = chosen ?? (lean ? 'low' : 'full');
  const placed = pick(stream, shown, useStore(language), lang);
  const signs = signOf(stream);
  const signed = useStore(sign) && signs !== undefined && shown !== 'sound';
  const waits = lean && !wanted;
  const ingest = useIngest(placed);
  return (
    <div class={`player${signed && !waits ? ' player-signed' : ''}`} data-picture={shown}>
      <Moving key={placed.at} placed={placed} shown={shown} waits={waits} ingest={ingest} onWanted={() => setWanted(true)} />
      {signed && signs && !waits && <Signing placed={signs} shown={shown} />}
      <div class="player-tools">
        {lean && chosen === undefined && !waits && <span class="player-note">{t('player.small')}</span>}
        <Choices stream={stream} shown={shown} spoken={placed.source.lang} signs={signs !== undefined} />
      </div>
    </div>
  );
}

/** What the media server of this academy says of it; undefined: it comes from elsewhere. */
function useIngest(placed: Placed): Ingest | undefined {
  const ingest = useView((view: StageView) => view.ingest);
  return isSent(placed.source) ? ingest ?? {} : undefined;
}

function Choices({ stream, shown, spoken, signs }: { stream: Stream; shown: Picture; spoken: string | undefined; signs: boolean }): JSX.Element {
  const { t, lang } = useWords();
  const signed = useStore(sign);
  const languages = languagesOf(stream);
  const items: MenuPart[] = [
    { heading: t('player.picture') },
    ...PICTURES.map((each): MenuPart => ({ label: t(`player.picture.${each}`), checked: each === shown, testid: `picture-${each}`, onChoose: () => pictureSet(each) })),
  ];
  if (languages.length > 1) {
    const names = languageNames(lang, languages);
    items.push({ heading: t('player.language') }, ...languages.map((each, at): MenuPart => ({ label: names[at] ?? each, checked: each === spoken, testid: `spoken-${each}`, onChoose: () => languageSet(each) })));
  }
  if (signs) items.push('line', { label: t('player.sign'), checked: signed, toggle: true, testid: 'signs', onChoose: () => signSet(!signed) });
  return <Menu icon="settings" label={t('player.choose')} items={items} end testid="picture-choose" />;
}

interface MovingProps {
  readonly placed: Placed;
  readonly shown: Picture;
  readonly waits: boolean;
  readonly ingest: Ingest | undefined;
  readonly onWanted: () => void;
}

function Moving({ placed, shown, waits, ingest, onWanted }: MovingProps): JSX.Element {
  const { t } = useWords();
  const { video, state, own, play, events } = usePlaying(waits ? undefined : placed, shown, ingest);
  const over = waits ? undefined : overOf(state, ingest);
  return (
    <div class="player-main" data-state={waits ? 'waiting' : state} data-testid="player">
      <video ref={video} controls playsInline preload={shown === 'full' ? 'auto' : 'metadata'} aria-label={t('stage.video')} lang={placed.source.lang} {...events} />
      {shown === 'sound' && !waits && over === undefined && (
        <div class="player-sound" data-testid="sound-only">
          <p>{t('player.sound')}</p>
          {!own && placed.source.type !== 'audio' && <p class="player-hint">{t('player.sound.none')}</p>}
        </div>
      )}
      {waits && (
        <div class="player-over">
          <p>{t('player.saving')}</p>
          <Button kind="strong" icon="play" onClick={onWanted} testid="play-saving">{t('player.play')}</Button>
        </div>
      )}
      {!waits && state === 'blocked' && (
        <div class="player-over"><Button kind="strong" icon="play" onClick={play} testid="play">{t('player.play')}</Button></div>
      )}
      {over && <div class="player-over" role="status" data-testid="player-told"><p>{t(over)}</p></div>}
    </div>
  );
}

function overOf(state: State, ingest: Ingest | undefined): 'player.stopped' | 'player.lost' | 'player.awaited' | 'player.stalled' | 'player.broken' | undefined {
  if (state !== 'stalled' && state !== 'broken' && state !== 'starting') return undefined;
  // Who is told that nothing is sent does not wonder what is broken.
  if (ingest && ingest.live !== true) return ingest.since === undefined ? 'player.awaited' : state === 'starting' ? undefined : ingest.lost ? 'player.lost' : 'player.stopped';
  return state === 'stalled' ? 'player.stalled' : state === 'broken' ? 'player.broken' : undefined;
}

/** A picture that stands beside the other, without sound. */
function Signing({ placed, shown }: { placed: Placed; shown: Picture }): JSX.Element {
  const { t } = useWords();
  const { video, events } = usePlaying(placed, shown, undefined);
  return <video ref={video} class="player-sign" muted playsInline aria-label={t('player.sign.video')} data-testid="player-sign" {...events} />;
}

interface Playing {
  readonly video: { current: HTMLVideoElement | null };
  readonly state: State;
  /** Whether the picture that is shown has a stream of its own. */
  readonly own: boolean;
  readonly play: () => void;
  readonly events: { readonly onLoadedMetadata: () => void; readonly onPlaying: () => void };
}

function usePlaying(placed: Placed | undefined, shown: Picture, ingest: Ingest | undefined): Playing {
  const video = useRef<HTMLVideoElement>(null);
  const [state, setState] = useState<State>('starting');
  const [own, setOwn] = useState(true);
  // Each turn asks for the address: at first, when it has ended or ends soon, and after a failure.
  const [turn, setTurn] = useState(0);
  const again = (): void => setTurn((last) => last + 1);
  const media = useMediaAddress(placed, turn, () => setState('broken'), again);
  const position = useRef(0);
  const live = ingest?.live;
  useEffect(() => {
    const element = video.current;
    if (!element || !media) return undefined;
    setState('starting');
    const detach = attach(element, media, shown, () => setState('broken'), setOwn);
    return () => {
      position.current = element.currentTime;
      detach();
    };
  }, [media, shown]);
  useEffect(() => {
    if (state !== 'broken' && state !== 'stalled') return undefined;
    // A live stream may begin a little after the session does, and come back.
    const timer = setTimeout(again, live ? SOON_MS : RETRY_MS);
    return () => clearTimeout(timer);
  }, [state, turn]);
  useStalls(video, state, live === false ? STOPPED_MS : STALLED_MS, setState);
  // It has come back: what was there before it is over.
  const was = useRef(live);
  useEffect(() => {
    if (live === true && was.current !== true && state !== 'playing') again();
    was.current = live;
  }, [live]);
  const play = (): void => {
    video.current?.play().then(() => setState('playing'), (error: unknown) => {
      // Sound needs a press first; an interrupted start is followed by another.
      if (error instanceof DOMException && error.name === 'NotAllowedError') setState('blocked');
    });
  };
  const ready = (): void => {
    const element = video.current;
    if (element) {
      element.loop = element.duration < LOOP_SECONDS;
      // Under a new address a file goes on where it was; a live stream goes on by itself.
      if (Number.isFinite(element.duration) && position.current > 0) element.currentTime = position.current;
    }
    play();
  };
  return { video, state, own, play, events: { onLoadedMetadata: ready, onPlaying: () => setState('playing') } };
}

/** Playing, as it says, but nothing moves. */
function useStalls(video: { current: HTMLVideoElement | null }, state: State, longest_ms: number, setState: (state: State) => void): void {
  useEffect(() => {
    if (state !== 'playing') return undefined;
    let [at, since] = [-1, Date.now()];
    const timer = setInterval(() => {
      const element = video.current;
      if (!element || element.paused || element.currentTime !== at) [at, since] = [element?.currentTime ?? -1, Date.now()];
      else if (Date.now() - since > longest_ms) setState('stalled');
    }, 500);
    return () => clearInterval(timer);
  }, [state, longest_ms]);
}

function useMediaAddress(placed: Placed | undefined, turn: number, failed: () => void, ends: () => void): Media | undefined {
  const session = useSession();
  const room = useContext(RoomContext);
  const query = placed && { method: 'stage.media', data: { room, ...(placed.at > 0 ? { of: placed.at } : {}) }, shown: placed.source } as const;
  return useMedia(session, query, turn, failed, ends);
}
