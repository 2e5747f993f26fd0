// SPDX-License-Identifier: Apache-2.0
// A session that is over, watched again: the panels of the room show it as it was, in step with a recording or by the session's
// own clock. Where one is stands in the address, so that a second of it can be sent to somebody.
import type { ComponentChildren, JSX } from 'preact';
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { ClockContext } from '../../../core/clock.ts';
import { HereContext, useHere, useView } from '../../../core/here.ts';
import { HttpError } from '../../../core/person.ts';
import { ReplayContext } from '../../../core/replay.ts';
import type { Replay as Replayed } from '../../../core/replay.ts';
import type { Room } from '../../../core/room.ts';
import { paramsSet, place } from '../../../core/router.ts';
import { useSelect, useStore } from '../../../core/store.ts';
import { StaffContext } from '../../../core/team.ts';
import { useWords } from '../../../i18n/context.tsx';
import { Button, Spinner } from '../../../ui/parts.tsx';
import { RoomContext, SessionContext, useSession } from '../../../ui/session.tsx';
import { anchorsOf } from './anchors.ts';
import { Deck } from './deck.ts';
import { AGAIN_MS, fetched } from './fetched.ts';
import { Film } from './film.ts';
import { Picture, PlayContext } from './picture.tsx';
import type { Play } from './picture.tsx';
import { Past, asOne, pastSession } from './room.ts';
import { language, languageSet } from '../pick.ts';
import type { MediaView } from '../view.ts';
import { useReacted } from './reacted.ts';
import { useWatched } from './watched.ts';

const TICK_MS = 250;
const SOON_MS = 1500;
const NOT_FOUND = 404;

/** `children`: the page of the room. */
export function Replay({ children }: { readonly children?: ComponentChildren }): JSX.Element {
  const { t } = useWords();
  const room = useContext(RoomContext);
  const { film, failed, again } = useFilm(room);
  const leave = (): void => {
    const { t: _, shift: __, ...query } = place.get().query;
    paramsSet(query);
  };
  if (film) return <Playing film={film} leave={leave}>{children}</Playing>;
  if (!failed) return <Spinner label={t('replay.loading')} />;
  return (
    <div class="sheet" role="alert">
      <p>{t('replay.failed')}</p>
      <div class="row"><Button onClick={again}>{t('app.again')}</Button><Button onClick={leave}>{t('replay.leave')}</Button></div>
    </div>
  );
}

function useFilm(room: string): { readonly film: Film | undefined; readonly failed: boolean; readonly again: () => void } {
  const [film, setFilm] = useState<Film | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let gone = false;
    setFailed(false);
    Film.open(room, fetched).then((found) => gone || setFilm(found), () => gone || setFailed(true));
    return () => {
      gone = true;
    };
  }, [room, turn]);
  return { film, failed, again: () => setTurn(turn + 1) };
}

/** ?t= in the address: seconds from the beginning. */
function secondOf(query: { readonly [name: string]: string }): number {
  return Math.max(0, Number(query['t']) || 0);
}

function Playing({ film, leave, children }: { film: Film; leave: () => void; children?: ComponentChildren }): JSX.Element {
  const { t, lang } = useWords();
  const live = useHere();
  const session = useSession();
  const room = useContext(RoomContext);
  const { from, to } = film.index;
  const deck = useMemo(() => new Deck(from, to), [film, from, to]);
  const past = useMemo(() => new Past(film.part('room'), (view) => asOne(view, live.view), () => live.view), [film, live]);
  const parts = useMemo(() => new Map<string, Past>(), [film]);
  const [late, setLate] = useState(false);
  const [trial, setTrial] = useState<Play['trial']>(undefined);
  const recordings = useView((view: MediaView) => view.media?.recordings);
  const wanted = useStore(language);
  useEffect(() => {
    deck.load(Object.entries(recordings ?? {}).map(([seq, each]) => ({
      seq: Number(seq), lang: each.lang, length: each.length, anchors: trial?.seq === Number(seq) ? trial.anchors : anchorsOf(each, from),
    })), wanted ?? lang);
  }, [deck, recordings, trial, wanted, lang, from]);
  useShown(film, deck, () => [past, ...parts.values()], live, setLate);
  useAddress(deck);
  useWatched(deck, session, room);
  const replay = useMemo((): Replayed => ({ from, to, moment: deck.moment, seek: (moment) => deck.seek(moment), Picture }), [deck]);
  const [reacted, react] = useReacted(session, room);
  const within = useMemo(() => pastSession(session, (channel) => partOf(film, parts, room, channel, deck), () => deck.moment.get(), react), [session, film, room, deck]);
  const clock = useMemo(() => () => deck.moment.get(), [deck]);
  // The panels select from a view: there is none until the first piece has come.
  const stands = useSelect(past.state, ({ view }) => view !== undefined);
  const play: Play = { film, deck, live, session, late, trial, setTrial, language: wanted ?? lang, languageSet, leave, reacted };
  if (!stands) return <Spinner label={t('replay.loading')} />;
  return (
    <HereContext.Provider value={past}>
      <SessionContext.Provider value={within}>
        <ClockContext.Provider value={clock}>
          <StaffContext.Provider value={undefined}>
            <ReplayContext.Provider value={replay}><PlayContext.Provider value={play}>{children}</PlayContext.Provider></ReplayContext.Provider>
          </StaffContext.Provider>
        </ClockContext.Provider>
      </SessionContext.Provider>
    </HereContext.Provider>
  );
}

/** Lines of captions as they stood; nothing else of the room has a film. */
function partOf(film: Film, parts: Map<string, Past>, room: string, channel: string, deck: Deck): Room | undefined {
  if (!channel.startsWith(`${room}/captions/`)) return undefined;
  const name = channel.slice(room.length + 1).replace('/', '.');
  let part = parts.get(name);
  if (!part) {
    parts.set(name, part = new Past(film.part(name), (view) => view, () => undefined));
    void part.show(deck.moment.get()).catch(() => undefined);
  }
  return part;
}

/** What the panels show follows the moment. `setLate`: it waits for a piece of the film. */
function useShown(film: Film, deck: Deck, pasts: () => readonly Past[], live: Room, setLate: (late: boolean) => void): void {
  const all = useRef(pasts);
  all.current = pasts;
  useEffect(() => {
    let [gone, running, due] = [false, false, false];
    const show = async (): Promise<void> => {
      due = true;
      if (running) return;
      running = true;
      while (due && !gone) {
        due = false;
        const slow = setTimeout(() => setLate(true), SOON_MS);
        try {
          await Promise.all(all.current().map((past) => past.show(deck.moment.get())));
          if (deck.playing.get()) film.part('room').ahead(deck.moment.get());
          clearTimeout(slow);
          setLate(false);
        } catch (error) {
          clearTimeout(slow);
          if (gone) break;
          setLate(true);
          // Its pieces have other names now: something was taken out of it.
          if (error instanceof HttpError && error.status === NOT_FOUND) await film.renew().catch(() => undefined);
          await new Promise((done) => setTimeout(done, AGAIN_MS));
          due = true;
        }
      }
      running = false;
    };
    const timer = setInterval(() => deck.tick(performance.now()), TICK_MS);
    let soon: ReturnType<typeof setTimeout> | undefined;
    const ends = [
      deck.moment.follow(() => void show()),
      live.state.follow(() => all.current().forEach((past) => past.refresh())),
      // What happens in the room now may change what is seen of then.
      live.listen(() => {
        clearTimeout(soon);
        soon = setTimeout(() => void film.renew().then((other) => (other ? show() : undefined), () => undefined), SOON_MS);
      }),
    ];
    void show();
    return () => {
      gone = true;
      clearInterval(timer);
      clearTimeout(soon);
      ends.forEach((end) => end());
    };
  }, [film, deck, live]);
}

const KEPT_MS = 5000;

/** The address says the second, and another second in it is gone to. */
function useAddress(deck: Deck): void {
  const written = useRef<number | undefined>(undefined);
  const second = useSelect(place, ({ query }) => secondOf(query));
  // Where it begins is not known to every part of the page: they name the moment.
  const moment = useSelect(place, ({ query }) => Number(query['moment']) || 0);
  useEffect(() => {
    if (moment === 0) return;
    const { moment: _, ...query } = place.get().query;
    const t = Math.max(0, Math.floor((moment - deck.from) / 1000));
    paramsSet({ ...query, t: String(t) });
  }, [deck, moment]);
  useEffect(() => {
    if (second === written.current) return;
    written.current = second;
    deck.seek(deck.from + second * 1000);
  }, [deck, second]);
  useEffect(() => {
    const write = (): void => {
      const now = Math.floor((deck.moment.get() - deck.from) / 1000);
      if (now === written.current || place.get().query['t'] === undefined) return;
      written.current = now;
      paramsSet({ ...place.get().query, t: String(now) });
    };
    const timer = setInterval(write, KEPT_MS);
    const end = deck.playing.follow(write);
    return () => {
      clearInterval(timer);
      end();
    };
  }, [deck]);
}
