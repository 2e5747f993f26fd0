// SPDX-License-Identifier: Apache-2.0
// The page that is shown to everybody, in the picture's place. Whoever looks back stays there until they return; the
// team moves everybody from here.
import type { ComponentChildren, JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { useHere, useRights, useView } from '../../core/here.ts';
import { isObject } from '../../core/merge.ts';
import { saving } from '../../core/saving.ts';
import { useStore } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { useAct } from '../../ui/command.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { announce } from '../../ui/live.tsx';
import { Button, IconButton } from '../../ui/parts.tsx';
import { RoomContext, useRoomEvents, useSession } from '../../ui/session.tsx';
import { sizeSaid } from '../../ui/size.ts';
import { useSizeOf } from '../../ui/weighed.ts';
import { fetchAhead, usePages, useWordsOf } from './pages.ts';
import { PagePicture } from './picture.tsx';
import { placeOf, stepOf } from './view.ts';
import type { SlideView } from './view.ts';

export function Slide({ children }: { readonly children?: ComponentChildren }): JSX.Element | null {
  const page = useView((view: SlideView) => view.slide?.page ?? 0);
  const deck = useView((view: SlideView) => view.slide?.deck);
  const phase = useView((view: SlideView) => view.stage?.phase);
  // In a break, and after the end, the stage says so.
  return page > 0 && deck !== undefined && phase !== 'paused' && phase !== 'ended' ? <Shown key={deck} deck={deck} shown={page}>{children}</Shown> : null;
}

function Shown({ deck, shown, children }: { deck: number; shown: number; children?: ComponentChildren }): JSX.Element {
  const { t, dir } = useWords();
  const { may, staff } = useRights();
  const { run } = useAct();
  const all = useView((view: SlideView) => view.slide?.of ?? 0);
  const seen = useView((view: SlideView) => view.slide?.seen ?? 0);
  const url = usePages(deck, staff ? 'staff' : 'room');
  const [own, setOwn] = useState<number | undefined>(undefined);
  const [stands, setStands] = useState(0);
  const [zoomed, setZoomed] = useState(false);
  const leads = may('slide.show');
  const last = staff ? all : Math.max(seen, shown);
  const { page, live } = placeOf(shown, own, last);
  const lean = useStore(saving);
  const [wanted, setWanted] = useState(false);
  // Whoever saves data reads the words of a page until they want its picture.
  const asks = lean && !wanted;
  const words = useWordsOf(url, page, asks || stands === page);
  const said = t('slide.at', { page, all });
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) announce(said);
    first.current = false;
  }, [page]);
  // Who leads moves everybody; who looks back moves alone.
  const move = (to: number): void => {
    if (to < 1 || to > last) return;
    if (leads && live) void run('slide.show', { deck, page: to });
    else setOwn(to === shown ? undefined : to);
  };
  const key = (event: KeyboardEvent): void => {
    const step = stepOf(event.key, dir);
    if (step === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(page + step);
  };
  const shows = (at: number): void => {
    setStands(at);
    // What may come next, and for who looks back what comes then.
    if (url && !lean && at < all && (staff || at + 1 <= seen + 2)) fetchAhead(url, at + 1);
  };
  return (
    <section class="stage slide" aria-label={t('slide.title')} data-testid="slide" onKeyDown={key}>
      {/* One stop for the keyboard, on which arrows turn the pages. */}
      <div class="slide-box" tabIndex={0} role="group" aria-label={said} aria-describedby="slide-words" data-testid="slide-box" data-page={page}>
        {url && asks && <Asked url={`${url}/${page}.small.jpg`} says="slide.want" onWanted={() => setWanted(true)} testid="slide-wanted" />}
        {url && !asks && <PagePicture key={url} url={url} page={page} alt={said} onShown={shows}>{live && <Pointer leads={leads} />}</PagePicture>}
        <div class={asks ? 'slide-read' : 'hidden'} id="slide-words" dir="auto" data-testid="slide-words">{words}</div>
        {children}
      </div>
      <div class="slide-bar">
        <IconButton icon="before" label={t('slide.before')} busy={page <= 1} onClick={() => move(page - 1)} testid="slide-before" />
        <span class="slide-count" data-testid="slide-count">{said}</span>
        <IconButton icon="after" label={t('slide.after')} busy={page >= last} onClick={() => move(page + 1)} testid="slide-after" />
        {!live && <Button small kind="strong" onClick={() => setOwn(undefined)} testid="slide-live">{t('slide.live', { page: shown })}</Button>}
        <span class="slide-rest">
          <IconButton icon="zoom" label={t('slide.zoom')} onClick={() => setZoomed(true)} testid="slide-zoom" />
          {leads && <Button small kind="quiet" onClick={() => void run('slide.hide', {})} testid="slide-hide">{t('slide.off')}</Button>}
        </span>
      </div>
      {zoomed && url && (
        <Dialog title={said} wide onClose={() => setZoomed(false)}>
          <Zoomed key={page} url={`${url}/${page}.jpg`} said={said} words={words || said} />
        </Dialog>
      )}
    </section>
  );
}

/** In the place of a picture that nobody who saves data has asked for: how large it is. */
function Asked({ url, says, testid, onWanted }: { url: string; says: 'slide.want' | 'slide.want.large'; testid: string; onWanted: () => void }): JSX.Element {
  const said = useWords();
  const bytes = useSizeOf(url);
  return <p class="slide-asked"><Button small kind="strong" icon="screen" onClick={onWanted} testid={testid}>{said.t(says)}{bytes !== undefined && <>, {sizeSaid(said, bytes)}</>}</Button></p>;
}

function Zoomed({ url, said, words }: { url: string; said: string; words: string }): JSX.Element {
  const lean = useStore(saving);
  const [wanted, setWanted] = useState(!lean);
  if (!wanted) return <><p dir="auto">{words}</p><Asked url={url} says="slide.want.large" onWanted={() => setWanted(true)} testid="slide-wanted-large" /></>;
  return <div class="slide-zoomed" tabIndex={0} role="group" aria-label={said}><img src={url} alt={words} /></div>;
}

const SHOWN_MS = 3000;

interface Point {
  readonly x: number;
  readonly y: number;
  readonly turn: number;
}

/** What is pointed at, for a moment; over the page, whoever leads points by moving there. */
function Pointer({ leads }: { leads: boolean }): JSX.Element {
  const session = useSession();
  const room = useContext(RoomContext);
  const [point, setPoint] = useState<Point | undefined>(undefined);
  useRoomEvents(useHere(), ({ patch }) => {
    const share = patch['slide'];
    const told = isObject(share) ? share['point'] : undefined;
    if (!isObject(told)) return;
    const { x, y } = told as { readonly x?: unknown; readonly y?: unknown };
    if (typeof x === 'number' && typeof y === 'number') setPoint((before) => ({ x, y, turn: (before?.turn ?? 0) + 1 }));
  });
  useEffect(() => {
    const timer = point && setTimeout(() => setPoint(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [point?.turn]);
  const move = (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    const share = (at: number, all: number): number => Math.max(0, Math.min(1000, Math.round((1000 * at) / Math.max(1, all))));
    session.signal('slide.point', { room, x: share(event.clientX - left, width), y: share(event.clientY - top, height) });
  };
  return (
    <div class="slide-over" data-testid="slide-over" onPointerMove={leads ? move : undefined}>
      {point && <span class="slide-point" aria-hidden="true" data-testid="slide-point" style={{ insetInlineStart: `${point.x / 10}%`, insetBlockStart: `${point.y / 10}%` }} />}
    </div>
  );
}
