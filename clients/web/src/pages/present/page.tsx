// SPDX-License-Identifier: Apache-2.0
// The room on a wall: what all may see, large. Whoever opens it may be of the team; nothing that is theirs alone is drawn.
import { parts } from 'wall:webinar';
import type { FunctionComponent, JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { HereContext } from '../../core/here.ts';
import { paramsSet, place } from '../../core/router.ts';
import { single } from '../../core/single.ts';
import type { Room, RoomState } from '../../core/room.ts';
import { Store, useSelect, useStore } from '../../core/store.ts';
import type { SceneKind, Seen, WallPart } from '../../core/wall.ts';
import { ZoneContext } from '../../core/zone.ts';
import { useWords } from '../../i18n/context.tsx';
import { Spinner } from '../../ui/parts.tsx';
import { RoomContext, useChannel, useRoomEvents, useSession } from '../../ui/session.tsx';
import { usePageTitle } from '../../ui/title.ts';
import { Refused } from '../refused.tsx';
import { actOf, chosenBy, choiceOf, choiceText, choose } from './choose.ts';
import type { Act } from './choose.ts';
import { Help } from './help.tsx';
import { Join, addressOf, useWay } from './join.tsx';
import type { Way } from './join.tsx';
import './style.css';

const PARTS: readonly (readonly [string, WallPart])[] = Object.entries(parts).map(([id, { wall }]) => [id, wall]);
const NOTHING = new Store<RoomState>({});

export function PresentPage({ room }: { readonly room: string }): JSX.Element {
  const { t } = useWords();
  const here = useChannel(room);
  const refused = useSelect(here?.state ?? NOTHING, (now) => now.refused);
  const inside = useSelect(here?.state ?? NOTHING, (now) => now.view?.['stage'] !== undefined);
  usePageTitle(t('present.title'));
  if (refused !== undefined) return <Refused code={refused} />;
  if (!here || !inside) return <Spinner label={t('room.join')} />;
  return <RoomContext.Provider value={room}><HereContext.Provider value={here}><Wall room={room} here={here} /></HereContext.Provider></RoomContext.Provider>;
}

/** When what happened, as long as this wall stands. */
function useSeen(here: Room): Seen {
  const [seen, set] = useState<Seen>(new Map());
  useRoomEvents(here, (event) => {
    for (const [, { news }] of PARTS) {
      const id = news?.(event);
      if (id !== undefined) set((before) => new Map(before).set(id, event.at));
    }
  });
  return seen;
}

function Wall({ room, here }: { readonly room: string; readonly here: Room }): JSX.Element {
  const seen = useSeen(here);
  const way = useWay(room);
  const [helped, help] = useState(false);
  const choice = useSelect(place, ({ query }) => query['show'] ?? '');
  const act = useActs(() => help((shown) => !shown));
  // Its name and its kind: the rest of it is drawn from the view.
  const [kind = '', id = ''] = useSelect(here.state, () => {
    const found = choose([...PARTS.flatMap(([, { scenes }]) => scenes?.(here.view, seen) ?? []), { kind: 'join', id: 'join', at: 0 }], seen, choiceOf(choice));
    return found ? `${found.kind} ${found.id}` : '';
  }).split(' ');
  const Show = PARTS.flatMap(([, { shows }]) => shows?.[kind as SceneKind] ?? [])[0];
  return (
    <ZoneContext.Provider value={way.zone}>
      <div class="wall" data-testid="wall" data-scene={id}>
        <div class="wall-over">{PARTS.map(([name, { Over }]) => Over && <Over key={name} />)}</div>
        <div class="wall-body">{kind === 'join' ? <Join way={way} /> : Show ? <Show key={id} id={id} /> : <Nothing kind={choiceOf(choice).kind} />}</div>
        <Foot room={room} way={way} kind={kind === '' ? undefined : kind as SceneKind} onHelp={() => act('help')} />
        {helped && <Help onAct={act} onClose={() => help(false)} />}
      </div>
    </ZoneContext.Provider>
  );
}

function Nothing({ kind }: { readonly kind: SceneKind | undefined }): JSX.Element | null {
  const { t } = useWords();
  if (kind !== 'poll' && kind !== 'questions' && kind !== 'board') return null;
  return <p class="wall-scene wall-middle wall-soft" data-testid="wall-nothing">{t(`present.none.${kind}`)}</p>;
}

/** What keys and the lines of the help do. */
function useActs(help: () => void): (act: Act) => void {
  const light = useSelect(place, ({ query }) => query['look'] === 'light');
  useLook(light);
  const set = (name: string, value: string): void => {
    const { [name]: _, ...query } = place.get().query;
    paramsSet(value === '' ? query : { ...query, [name]: value });
  };
  const act = (what: Act): void => {
    if (what === 'help') help();
    else if (what === 'light') set('look', light ? '' : 'light');
    else if (what === 'full') void (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(() => undefined);
    else set('show', choiceText(chosenBy(what, choiceOf(place.get().query['show'] ?? ''))));
  };
  // Before the drawing is seen: whoever sees the wall may press.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const what = actOf(event);
      if (what === undefined || !single.get()) return;
      event.preventDefault();
      act(what);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  });
  return act;
}

/** A wall is dark, whatever the pages are; and stays so when the device changes. */
function useLook(light: boolean): void {
  useLayoutEffect(() => {
    const { dataset } = document.documentElement;
    const before = dataset['theme'] ?? 'light';
    const device = matchMedia('(prefers-color-scheme: dark)');
    const look = (): void => {
      dataset['theme'] = light ? 'light' : 'dark';
    };
    look();
    device.addEventListener('change', look);
    return () => {
      device.removeEventListener('change', look);
      dataset['theme'] = before;
    };
  }, [light]);
}

/** Why nothing moves, and what to do where it does not come back by itself. */
function Lost(): JSX.Element | null {
  const { t, time } = useWords();
  const session = useSession();
  const connection = useStore(session.connection);
  const here = connection === 'connected';
  const turn = useRef({ here, at: Date.now() });
  if (turn.current.here !== here) turn.current = { here, at: Date.now() };
  if (here) return null;
  const ended = connection === 'broken' || connection === 'crowded';
  return (
    <span class="wall-lost" role="status" data-testid="wall-lost" data-state={connection}>
      <span>{ended ? t(`app.${connection}`) : t('app.reconnecting', { time: time(turn.current.at) })}</span>
      {ended && <button type="button" class="wall-again" data-testid="wall-again" onClick={() => session.reconnect()}>{t(connection === 'crowded' ? 'app.crowded.here' : 'app.again')}</button>}
    </span>
  );
}

interface FootProps {
  readonly room: string;
  readonly way: Way;
  readonly kind: SceneKind | undefined;
  readonly onHelp: () => void;
}

function Foot({ room, way, kind, onHelp }: FootProps): JSX.Element {
  const { t } = useWords();
  const address = addressOf(room, way);
  return (
    <footer class="wall-foot">
      <p class="wall-way" title={address}>{kind !== 'join' && <>{t('present.join.at', { address: `\u2068${address}\u2069` })}{way.code !== undefined && <> · <strong>{t('present.join.code', { code: `\u2068${way.code}\u2069` })}</strong></>}</>}</p>
      <Lost />
      {PARTS.map(([name, { Foot: Part }]) => {
        const Own = Part as FunctionComponent<{ readonly kind: SceneKind | undefined }> | undefined;
        return Own && <Own key={name} kind={kind} />;
      })}
      <button type="button" class="wall-keys" aria-label={t('present.help')} title={t('present.help')} data-testid="wall-keys" onClick={onHelp}>?</button>
    </footer>
  );
}
