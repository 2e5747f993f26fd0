// SPDX-License-Identifier: Apache-2.0
// A video or a sound of a unit. Where one is in it is kept: when it is paused or left, and now and then between, so that
// it goes on there, on another device too.
import type { JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { useRights, useView } from '../../core/here.ts';
import { saving } from '../../core/saving.ts';
import { useStore } from '../../core/store.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { LANGUAGES } from '../../i18n/index.ts';
import { useAct } from '../../ui/command.ts';
import { isHere } from '../../ui/file.ts';
import { Button } from '../../ui/parts.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { captionsAt, play, resumeAt } from './play.ts';
import { sizeSaid } from '../../ui/size.ts';
import { useSizeOf } from '../../ui/weighed.ts';
import type { Item, UnitsView } from './view.ts';

const KEEP_MS = 60_000;

interface Media {
  readonly url: string;
  readonly type: string;
}

/** Whoever saves data is told how large it is, and has it when they ask. */
export function Played({ unit, seq, item }: { unit: number; seq: number; item: Item }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const lean = useStore(saving);
  const [turn, setTurn] = useState(0);
  const [wanted, setWanted] = useState(false);
  const media = useMediaOf(unit, seq, item, turn);
  const bytes = useSizeOf(media && !isHere(media.url) ? media.url : undefined);
  if (!lean || wanted || media === null || (media && isHere(media.url))) return <Player unit={unit} seq={seq} item={item} media={media} bytes={bytes} onAgain={() => setTurn(turn + 1)} />;
  return (
    <div class="unit-played" data-testid="play-saving">
      <p class="hint">{t('item.play.saving')}</p>
      <p><Button kind="strong" icon="play" busy={!media} onClick={() => setWanted(true)} testid="play-wanted">{bytes === undefined ? t('item.play.unknown') : t('item.play', { size: sizeSaid(words, bytes) })}</Button></p>
    </div>
  );
}

interface PlayerProps {
  readonly unit: number;
  readonly seq: number;
  readonly item: Item;
  readonly media: Media | null | undefined;
  readonly bytes: number | undefined;
  readonly onAgain: () => void;
}

function Player({ unit, seq, item, media, bytes, onAgain }: PlayerProps): JSX.Element {
  const words = useWords();
  const { t, lang, countdown } = words;
  const element = useRef<HTMLVideoElement & HTMLAudioElement>(null);
  const [broken, setBroken] = useState(false);
  const { from, events } = usePlace(element, unit, seq);
  useEffect(() => {
    if (!element.current || !media) return undefined;
    setBroken(false);
    return play(element.current, media.url, media.type, () => setBroken(true));
  }, [media]);
  const title = spoken(item.title, lang).text;
  return (
    <div class="unit-played" data-testid="played">
      {item.kind === 'video' ? (
        <video ref={element} controls playsInline preload="metadata" aria-label={title} {...events}>
          {media && LANGUAGES.filter((each) => item.captions?.[each.lang] !== undefined).map((each) => (
            <track key={each.lang} kind="captions" srcLang={each.lang} label={each.name} src={captionsAt(item.captions?.[each.lang] ?? '', item, media.url)} default={each.lang === lang} />
          ))}
        </video>
      ) : <audio ref={element} controls preload="metadata" aria-label={title} {...events} />}
      {bytes !== undefined && <p class="meta" data-testid="played-size">{sizeSaid(words, bytes)}</p>}
      {from !== undefined && <p class="hint" role="status" data-testid="goes-on">{t('item.goes.on', { time: countdown(from * 1000) })}</p>}
      {(broken || media === null) && (
        <p class="row" role="alert"><span>{t('item.broken')}</span><Button small onClick={onAgain} testid="play-again">{t('item.again')}</Button></p>
      )}
    </div>
  );
}

/** undefined: it is asked for; null: the server has none. */
function useMediaOf(unit: number, seq: number, { url, type }: Item, turn: number): Media | null | undefined {
  const session = useSession();
  const room = useContext(RoomContext);
  const [media, setMedia] = useState<Media | null | undefined>(undefined);
  useEffect(() => {
    let gone = false;
    session.query('item.media', { room, unit, item: seq }).then((answer) => gone || setMedia({ ...answer as Media }), () => gone || setMedia(null));
    return () => {
      gone = true;
    };
  }, [session, room, unit, seq, url, type, turn]);
  return media;
}

interface Placing {
  /** Where it goes on, while it has not gone on. */
  readonly from: number | undefined;
  readonly events: { readonly [event: string]: () => void };
}

function usePlace(element: { current: HTMLMediaElement | null }, unit: number, seq: number): Placing {
  const { run } = useAct();
  const { may } = useRights();
  const mark = useView((view: UnitsView) => view.me.unit?.marks?.[seq]);
  const [from, setFrom] = useState<number | undefined>(undefined);
  // What this device has said, or gone to: what else comes is another device's.
  const said = useRef(0);
  const now = useRef(0);
  const keeps = may('item.place');
  const seek = (place: number | undefined): void => {
    const at = element.current && resumeAt(place, element.current.duration);
    if (!element.current || at === undefined || at === null) return;
    said.current = now.current = at;
    element.current.currentTime = at;
    setFrom(at);
  };
  const keep = (ended = false): void => {
    const place = ended ? 0 : Math.floor(now.current);
    if (!keeps || place === said.current || (place === 0 && !ended)) return;
    said.current = place;
    void run('item.place', { unit, item: seq, place });
  };
  useEffect(() => {
    const leave = (): void => {
      if (document.visibilityState === 'hidden') keep();
    };
    const timer = setInterval(() => element.current?.paused === false && keep(), KEEP_MS);
    document.addEventListener('visibilitychange', leave);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', leave);
      keep();
    };
  }, [unit, seq, keeps]);
  useEffect(() => {
    const media = element.current;
    if (media && media.paused && media.readyState > 0 && mark?.place !== undefined && mark.place !== said.current) seek(mark.place);
  }, [mark?.place]);
  const events = {
    onLoadedMetadata: () => seek(said.current > 0 ? said.current : mark?.place),
    onPlaying: () => setFrom(undefined),
    onTimeUpdate: () => {
      now.current = element.current?.currentTime ?? now.current;
    },
    onPause: () => element.current?.ended === true || keep(),
    onEnded: () => {
      keep(true);
      if (keeps && mark?.done !== true) void run('item.mark', { unit, item: seq, done: true });
    },
  };
  return { from, events };
}
