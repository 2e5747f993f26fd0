// SPDX-License-Identifier: Apache-2.0
// Slides as steps of the run sheet: a whole deck, or some of its pages; the one key turns them.
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { useView } from '../../core/here.ts';
import { numbersOf } from '../../core/plan.ts';
import type { Call, Plan, Press } from '../../core/plan.ts';
import { bySeq } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import { TextField } from '../../ui/field.tsx';
import { Button } from '../../ui/parts.tsx';
import { Select } from '../../ui/select.tsx';
import type { SlideShare, SlideView } from './view.ts';

const DIGITS = 4;

/** As it was before. */
function before({ deck, page }: SlideShare): Call {
  return deck !== undefined && page > 0 ? { method: 'slide.show', data: { deck, page } } : { method: 'slide.hide', data: {} };
}

function Add({ steps, add }: { readonly steps: readonly string[]; readonly add: (key: string) => void }): JSX.Element | null {
  const { t } = useWords();
  const decks = bySeq(useView((view: SlideView) => view.slide?.decks)).filter(({ value }) => value.pages > 1);
  const [chosen, setChosen] = useState('');
  const [pages, setPages] = useState({ from: '', to: '' });
  const deck = decks.find(({ seq }) => String(seq) === chosen) ?? decks[0];
  if (!deck) return null;
  const [from, to] = [Number(pages.from), Number(pages.to || pages.from)];
  const key = `deck:${deck.seq}:${from}-${to}`;
  const fits = Number.isInteger(from) && Number.isInteger(to) && from >= 1 && from <= to && to <= deck.value.pages && !steps.includes(key);
  const send = (event: Event): void => {
    event.preventDefault();
    if (!fits) return;
    add(key);
    setPages({ from: '', to: '' });
  };
  return (
    <form class="row" noValidate onSubmit={send}>
      <Select label={t('slide.slides')} value={String(deck.seq)} onChange={setChosen} options={decks.map(({ seq, value }) => ({ value: String(seq), label: value.name }))} testid="run-add-deck" />
      <TextField label={t('slide.step.from')} keys="numeric" value={pages.from} max={DIGITS} onInput={(value) => setPages({ ...pages, from: value })} testid="run-add-from" />
      <TextField label={t('slide.step.to')} keys="numeric" value={pages.to} max={DIGITS} onInput={(value) => setPages({ ...pages, to: value })} testid="run-add-to" />
      <Button small submit disabled={pages.from !== '' && !fits} testid="run-add-pages">{t('slide.step.add')}</Button>
    </form>
  );
}

export const plan: Plan = {
  kind: 'deck',
  // A deck of which some pages were put into the order does not stand there as a whole too.
  listed({ slide }: SlideView, listed) {
    const parted = (seq: number): boolean => listed.some((key) => key.startsWith(`deck:${seq}:`));
    return bySeq(slide?.decks).filter(({ seq, value }) => value.pages > 0 && !parted(seq)).map(({ seq }) => `deck:${seq}`);
  },
  step(key, { slide: share = { page: 0 } }: SlideView, { t }, now) {
    const [seq = 0, first = 1, last] = numbersOf(key);
    const deck = share.decks?.[seq];
    if (!deck || deck.pages === 0) return undefined;
    const to = Math.min(last ?? (key.split(':').length > 2 ? first : deck.pages), deck.pages);
    const page = share.deck === seq ? share.page : 0;
    const shows = page >= first && page <= to;
    const show = (at: number): Omit<Press, 'label'> => ({
      said: () => t('slide.at', { page: at, all: deck.pages }), method: 'slide.show', data: { deck: seq, page: at }, undo: before(share),
    });
    return {
      key, icon: 'screen', title: { text: deck.name }, own: key.split(':').length > 2,
      detail: shows ? t('slide.at', { page, all: deck.pages }) : first === 1 && to === deck.pages ? t('slide.count', { n: deck.pages }) : t('slide.step.pages', { from: first, to }),
      state: shows ? 'on' : now ? 'done' : 'ahead',
      ...(shows ? {} : { press: { label: t('slide.on'), ...show(first) } }),
      ...(shows && page < to ? { more: { label: t('slide.at', { page: page + 1, all: deck.pages }), ...show(page + 1), quiet: true } } : {}),
    };
  },
  Add,
};
