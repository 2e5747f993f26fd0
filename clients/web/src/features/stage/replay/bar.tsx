// SPDX-License-Identifier: Apache-2.0
// The time line: where one is, the chapters, how much happened when; and what plays, how fast, in which language.
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { useView } from '../../../core/here.ts';
import { useSelect, useStore } from '../../../core/store.ts';
import type { RoomView, Texts } from '../../../core/views.ts';
import { spoken, useWords } from '../../../i18n/context.tsx';
import { notify } from '../../../ui/live.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { IconButton } from '../../../ui/parts.tsx';
import { languageNames } from '../zone.ts';
import { SPEEDS } from './deck.ts';
import { stepOf } from './keys.ts';
import { fillScreen, usePlay, useRecordings } from './picture.tsx';
import { MINUTE_MS } from './reacted.ts';

const LEAP_MS = 10_000;
/** As many bars as can be told apart. */
const BARS = 120;

interface Chapter {
  readonly at: number;
  readonly title: { readonly text: string; readonly lang?: string | undefined; readonly dir?: 'ltr' | 'rtl' };
}

/** What happened when, in at most that many bars; the highest is 1. */
export function barsOf(busy: readonly number[], bars = BARS): readonly number[] {
  const each = Math.max(1, Math.ceil(busy.length / bars));
  const sums = Array.from({ length: Math.ceil(busy.length / each) }, (_, at) => busy.slice(at * each, (at + 1) * each).reduce((sum, one) => sum + one, 0));
  const most = Math.max(1, ...sums);
  return sums.map((sum) => sum / most);
}

/** The last that has begun. */
export function chapterAt<T extends { readonly at: number }>(chapters: readonly T[], moment: number): T | undefined {
  return [...chapters].reverse().find(({ at }) => at <= moment);
}

export function useChapters(): readonly Chapter[] {
  const { film, live } = usePlay();
  const { lang } = useWords();
  // As they are called now: one that was taken out is none.
  const items = useSelect(live.state, () => (live.view as unknown as { agenda?: { items?: { [seq: string]: { title: Texts } } } }).agenda?.items);
  return useMemo(() => film.index.chapters.flatMap(({ item, at }) => (items?.[item] ? [{ at, title: spoken(items[item].title, lang) }] : [])), [film.index, items, lang]);
}

export function Bar(): JSX.Element {
  const { t, countdown } = useWords();
  const { deck, leave } = usePlay();
  const playing = useStore(deck.playing);
  const speed = useStore(deck.speed);
  const muted = useStore(deck.muted);
  const shown = useStore(deck.shown);
  const moment = useStore(deck.moment);
  const chapters = useChapters();
  const at = chapterAt(chapters, moment);
  const next = chapters.find((each) => each.at > moment);
  const [here, whole] = [countdown(Math.floor((moment - deck.from) / 1000) * 1000), countdown(deck.to - deck.from)];
  const copy = (): void => {
    const address = new URL(location.href);
    address.searchParams.set('t', String(Math.floor((moment - deck.from) / 1000)));
    address.searchParams.delete('shift');
    void navigator.clipboard.writeText(address.href).then(() => notify(t('replay.copied', { time: here })), () => undefined);
  };
  return (
    <section class="replay-bar" aria-label={t('replay.controls')} data-testid="replay-bar">
      <Line chapters={chapters} says={at ? t('replay.at.chapter', { time: here, all: whole, chapter: at.title.text }) : t('replay.at', { time: here, all: whole })} />
      <div class="replay-acts">
        <IconButton icon={playing ? 'pause' : 'play'} label={t(playing ? 'replay.pause' : 'replay.play')} onClick={() => (playing ? deck.pause() : deck.play())} testid="replay-play" />
        <IconButton icon="rewind" label={t('replay.back', { n: LEAP_MS / 1000 })} onClick={() => deck.seek(moment - LEAP_MS)} testid="replay-back" />
        <IconButton icon="forward" label={t('replay.on', { n: LEAP_MS / 1000 })} onClick={() => deck.seek(moment + LEAP_MS)} testid="replay-on" />
        <span class="replay-time" data-testid="replay-time">{t('replay.time', { time: here, all: whole })}</span>
        <Menu
          label={t('replay.speed')} kind="quiet" testid="replay-speed"
          items={SPEEDS.map((each) => ({ label: t('replay.times', { n: each }), checked: each === speed, testid: `speed-${each}`, onChoose: () => deck.speedSet(each) }))}
        >{t('replay.times', { n: speed })}</Menu>
        <Languages />
        <Menu
          label={t('replay.more')} icon="more" kind="quiet" testid="replay-more"
          items={[
            ...(chapters.length === 0 ? [] : [{ heading: t('replay.chapters') }, ...chapters.map(({ at: begins, title }) => ({
              label: title.text, hint: countdown(begins - deck.from), checked: begins === at?.at, testid: `chapter-${begins}`, ...(title.lang === undefined ? {} : { lang: title.lang }), onChoose: () => deck.seek(begins),
            })), 'line' as const]),
            ...(next ? [{ label: t('replay.next'), icon: 'after' as const, testid: 'replay-next', onChoose: () => deck.seek(next.at) }] : []),
            ...(shown === undefined ? [] : [
              { label: t('replay.full'), testid: 'replay-full', onChoose: fillScreen },
              { label: t('replay.mute'), checked: muted, toggle: true, testid: 'replay-mute', onChoose: () => deck.mute(!muted) },
            ]),
            { label: t('replay.copy'), icon: 'copy', testid: 'replay-copy', onChoose: copy },
            { label: t('replay.leave'), testid: 'replay-leave', onChoose: leave },
          ]}
        />
      </div>
      {at && <p class="replay-chapter cut" lang={at.title.lang} dir={at.title.dir} title={at.title.text}>{at.title.text}</p>}
      <Standing />
      <Reacted />
    </section>
  );
}

/** A break of the session is said: nothing is broken. */
function Standing(): JSX.Element | null {
  const { t } = useWords();
  const phase = useView((view: RoomView & { readonly stage?: { readonly phase?: string } }) => view.stage?.phase);
  return phase === 'paused' ? <p class="hint" data-testid="replay-paused">{t('replay.paused')}</p> : null;
}

/** How often those who watched again reacted to this minute. */
function Reacted(): JSX.Element | null {
  const { t } = useWords();
  const { deck, reacted } = usePlay();
  const minute = useSelect(deck.moment, (now) => now - (now % MINUTE_MS));
  const found = reacted.find(({ at }) => at === minute);
  return found ? <p class="hint" data-testid="replay-reacted">{t('replay.reacted', { n: found.times })}</p> : null;
}

function Languages(): JSX.Element | null {
  const { t, lang } = useWords();
  const { deck, language, languageSet } = usePlay();
  const recordings = useRecordings();
  const shown = useStore(deck.shown);
  const all = [...new Set(Object.values(recordings).flatMap((each) => (each.lang === undefined ? [] : [each.lang])))];
  if (all.length < 2) return null;
  const names = languageNames(lang, all);
  const is = shown === undefined ? language : recordings[shown]?.lang ?? language;
  return (
    <Menu
      label={t('replay.language')} kind="quiet" testid="replay-language"
      items={all.map((each, at) => ({ label: names[at] ?? each, checked: each === is, testid: `language-${each}`, onChoose: () => languageSet(each) }))}
    >{names[all.indexOf(is)] ?? is}</Menu>
  );
}

function Line({ chapters, says }: { chapters: readonly Chapter[]; says: string }): JSX.Element {
  const { t, dir } = useWords();
  const { deck, film, reacted } = usePlay();
  const moment = useStore(deck.moment);
  const length = Math.max(1, deck.to - deck.from);
  const bars = useMemo(() => barsOf(film.index.busy), [film.index]);
  const place = (at: number): string => `${(100 * (at - deck.from)) / length}%`;
  const keydown = (event: KeyboardEvent): void => {
    const step = stepOf(event.key, dir);
    if (step !== undefined) deck.seek(moment + step);
    else if (event.key === ' ') (deck.playing.get() ? deck.pause() : deck.play());
    else return;
    event.preventDefault();
  };
  return (
    <div class="replay-line" style={{ '--at': place(moment) }}>
      <div class="replay-busy" aria-hidden="true">{bars.map((share, at) => <span key={at} style={{ '--share': share }} />)}</div>
      {reacted.map(({ at }) => <span key={at} class="replay-liked" aria-hidden="true" style={{ 'inset-inline-start': place(Math.min(deck.to, Math.max(deck.from, at + MINUTE_MS / 2))) }} />)}
      {chapters.map(({ at }) => <span key={at} class="replay-tick" aria-hidden="true" style={{ 'inset-inline-start': place(at) }} />)}
      <input
        type="range" min={0} max={Math.floor(length / 1000)} step={1} value={Math.floor((moment - deck.from) / 1000)} aria-label={t('replay.line')} aria-valuetext={says}
        data-testid="replay-line" onKeyDown={keydown} onInput={(event) => deck.seek(deck.from + Number(event.currentTarget.value) * 1000)}
      />
    </div>
  );
}
