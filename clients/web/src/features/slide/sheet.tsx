// SPDX-License-Identifier: Apache-2.0
// Slides as the team runs them: files come in and become pages, a deck is shown page by page.
import type { JSX } from 'preact';
import { useContext, useState } from 'preact/hooks';
import { BOUNDS } from '../../core/contract.ts';
import { useRights, useView } from '../../core/here.ts';
import { HttpError } from '../../core/person.ts';
import { saving } from '../../core/saving.ts';
import { useStore } from '../../core/store.ts';
import { bySeq } from '../../core/views.ts';
import { useWords } from '../../i18n/context.tsx';
import type { Words } from '../../i18n/index.ts';
import { Acts } from '../../ui/acts.tsx';
import type { Act } from '../../ui/acts.tsx';
import { useAct } from '../../ui/command.ts';
import { TextField } from '../../ui/field.tsx';
import { notify } from '../../ui/live.tsx';
import { Badge, Button } from '../../ui/parts.tsx';
import { Progress } from '../../ui/progress.tsx';
import { RoomContext } from '../../ui/session.tsx';
import { inOrder, isInterlaced, picturePage, sendSlides } from './files.ts';
import { usePages } from './pages.ts';
import type { Deck, SlideView } from './view.ts';

const TAKEN = '.pdf,application/pdf,image/*';
const AS_THEY_ARE = ['application/pdf', 'image/jpeg', 'image/png'];
const MB = 1 << 20;

type Fault = 'large' | 'picture' | 'lost' | { readonly error: string };

export function SlideSheet(): JSX.Element | null {
  const { t } = useWords();
  const { may } = useRights();
  const room = useContext(RoomContext);
  const decks = useView((view: SlideView) => view.slide?.decks);
  const [sending, setSending] = useState<{ readonly name: string; readonly share: number } | undefined>(undefined);
  const [wrong, setWrong] = useState('');
  if (!may('slide.add')) return null;
  const say = (fault: Fault, name: string): void => {
    if (typeof fault === 'object') setWrong(fault.error);
    else setWrong(fault === 'large' ? t('slide.fault.large', { name, n: BOUNDS.FILE_BYTES / MB }) : t(`slide.fault.${fault}`, { name }));
  };
  const send = async (file: File, deck: number | undefined): Promise<number> => {
    const pdf = file.type === 'application/pdf' || /\.pdf$/i.test(file.name);
    const content = pdf || (AS_THEY_ARE.includes(file.type) && file.size <= MB && !(await isInterlaced(file))) ? file : await picturePage(file, BOUNDS.SLIDE_PIXELS).catch(() => undefined);
    if (!content) throw 'picture' as Fault;
    if (content.size > BOUNDS.FILE_BYTES) throw 'large' as Fault;
    const onShare = (share: number): void => setSending({ name: file.name, share });
    onShare(0);
    return (await sendSlides(file.name, content, { room, onShare, ...(deck === undefined ? {} : { deck }) })).file;
  };
  // Pictures that are chosen together are one deck.
  const take = async (files: readonly File[], into?: number): Promise<void> => {
    let deck = into;
    setWrong('');
    for (const file of inOrder(files)) {
      try {
        const made = await send(file, deck);
        deck ??= made;
      } catch (error) {
        const named = error instanceof HttpError ? error.error && { error: t('app.error', { error: t(`error.${error.error}`) }) } : error as Fault;
        say(typeof named === 'string' || typeof named === 'object' && 'error' in named ? named : 'lost', file.name);
        break;
      }
    }
    setSending(undefined);
  };
  const list = bySeq(decks);
  const rehearsed = !may('slide.show') && list.length > 0;
  return (
    <section class="sheet-part" aria-labelledby="sheet-slides" data-testid="slides">
      <div class="sheet-head">
        <h3 id="sheet-slides">{t('slide.slides')}</h3>
        <Choose label={t('slide.new')} busy={sending !== undefined} testid="slide-file" onFiles={(files) => void take(files)} />
      </div>
      {sending && <Progress label={t('slide.sending', { name: sending.name })} share={sending.share} value={t('slide.percent', { n: Math.round(sending.share * 100) })} />}
      <p class="refusal" role="alert" data-testid="slide-fault">{wrong}</p>
      {list.length === 0 && !sending && <p class="hint">{t('slide.none')}</p>}
      {rehearsed && <p class="hint" data-testid="slide-rehearsed">{t('slide.rehearsed')}</p>}
      <ol class="sheet-rows">{list.map(({ seq, value }) => <li key={seq}><Row seq={seq} deck={value} onFiles={(files) => void take(files, seq)} /></li>)}</ol>
    </section>
  );
}

function Choose({ label, busy, testid, onFiles }: { label: string; busy: boolean; testid: string; onFiles: (files: readonly File[]) => void }): JSX.Element {
  return (
    <label class="button button-plain button-small">
      {label}
      <input
        type="file" class="hidden" multiple accept={TAKEN} disabled={busy} data-testid={testid}
        onChange={(event) => { const files = [...(event.currentTarget.files ?? [])]; event.currentTarget.value = ''; if (files.length > 0) onFiles(files); }}
      />
    </label>
  );
}

/** In words, with what to do. */
function why(t: Words['t'], { why: reason, page }: NonNullable<Deck['failed']>): string {
  if (reason === 'many') return t('slide.why.many', { n: BOUNDS.DECK_PAGES });
  if (reason === 'locked' || reason === 'empty' || reason === 'full' || reason === 'missing' || reason === 'gone') return t(`slide.why.${reason}`);
  return t(`slide.why.${reason}`, { page });
}

function Row({ seq, deck, onFiles }: { seq: number; deck: Deck; onFiles: (files: readonly File[]) => void }): JSX.Element {
  const { t } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const shown = useView((view: SlideView) => (view.slide?.deck === seq ? view.slide.page : 0));
  const [does, setDoes] = useState<'rename' | 'pages' | undefined>(undefined);
  const stop = (): void => setDoes(undefined);
  const { name, pages, making, failed } = deck;
  const remove = async (): Promise<void> => {
    if (await run('slide.remove', { deck: seq })) notify(t('slide.removed', { name }), { label: t('do.undo'), run: () => void run('slide.restore', { deck: seq }) });
  };
  const acts: Act[] = [
    ...(pages > 0 && shown === 0 && may('slide.show') ? [{ label: t('slide.on'), strong: true, testid: `slide-show-${seq}`, onChoose: () => void run('slide.show', { deck: seq, page: 1 }) }] : []),
    ...(shown > 0 ? [{ label: t('slide.off'), testid: `slide-hide-${seq}`, onChoose: () => void run('slide.hide', {}) }] : []),
    ...(pages > 0 ? [{ label: t(does === 'pages' ? 'slide.fewer' : 'slide.all'), testid: `slide-pages-${seq}`, onChoose: () => setDoes(does === 'pages' ? undefined : 'pages') }] : []),
    { label: t('slide.call'), testid: `slide-rename-${seq}`, onChoose: () => setDoes('rename') },
    { label: t('do.remove'), danger: true, testid: `slide-remove-${seq}`, onChoose: () => void remove() },
  ];
  return (
    <div class="slide-deck" data-testid={`slide-deck-${seq}`}>
      <div class="sheet-row" aria-current={shown > 0 ? 'step' : undefined}>
        <div>
          <p class="cut" dir="auto" title={name}>{name}</p>
          <p class="meta">{shown > 0 && <Badge tone="accent">{t('slide.at', { page: shown, all: pages })}</Badge>} {t('slide.count', { n: pages })}</p>
        </div>
        <Acts acts={acts} label={t('slide.acts', { name })} busy={sending} quiet />
      </div>
      {making && (
        <div class="slide-making" role="status">
          <Progress label={t('slide.making')} share={making.of > 0 ? making.page / making.of : 0} value={making.of > 0 ? t('slide.made', { page: making.page, all: making.of }) : t('slide.looks')} />
          <Button small busy={sending} onClick={() => void run('slide.cancel', { deck: seq })} testid={`slide-cancel-${seq}`}>{t('slide.stop')}</Button>
        </div>
      )}
      {failed && !making && (
        <div class="slide-making">
          <p class="refusal" role="alert" data-testid={`slide-failed-${seq}`}>{why(t, failed)}</p>
          <Button small busy={sending} onClick={() => void run('slide.again', { deck: seq })} testid={`slide-again-${seq}`}>{t('app.again')}</Button>
        </div>
      )}
      {does === 'pages' && <Pages seq={seq} pages={pages} shown={shown} onFiles={onFiles} />}
      {does === 'rename' && <Rename name={name} busy={sending} onSend={(next) => void run('slide.rename', { deck: seq, name: next }).then((done) => done && stop())} onCancel={stop} />}
    </div>
  );
}

/** All pages of a deck, each shown by a press. */
function Pages({ seq, pages, shown, onFiles }: { seq: number; pages: number; shown: number; onFiles: (files: readonly File[]) => void }): JSX.Element {
  const { t } = useWords();
  const { may } = useRights();
  const { sending, run } = useAct();
  const leads = may('slide.show');
  const url = usePages(seq, 'staff');
  const lean = useStore(saving);
  return (
    <div class="slide-grid" data-testid={`slide-grid-${seq}`}>
      <ol>
        {Array.from({ length: pages }, (_, at) => at + 1).map((page) => (
          <li key={page}>
            <button type="button" aria-label={t('slide.at', { page, all: pages })} aria-current={page === shown ? 'step' : undefined} aria-disabled={leads ? undefined : 'true'} data-testid={`slide-to-${page}`}
              onClick={() => leads && !sending && page !== shown && void run('slide.show', { deck: seq, page })}>
              {url && !lean && <img src={`${url}/${page}.small.jpg`} alt="" loading="lazy" />}
              <span aria-hidden="true">{page}</span>
            </button>
          </li>
        ))}
      </ol>
      <Choose label={t('slide.more')} busy={false} testid={`slide-more-${seq}`} onFiles={onFiles} />
    </div>
  );
}

function Rename({ name, busy, onSend, onCancel }: { name: string; busy: boolean; onSend: (name: string) => void; onCancel: () => void }): JSX.Element {
  const { t } = useWords();
  const [next, setNext] = useState(name);
  return (
    <form class="sheet-form" noValidate onSubmit={(event) => { event.preventDefault(); if (next.trim() !== '') onSend(next.trim()); }}>
      <TextField label={t('slide.name')} value={next} max={BOUNDS.DECK_NAME_CHARS} onInput={setNext} testid="slide-name" />
      <div class="row">
        <Button kind="strong" small submit busy={busy} testid="slide-name-send">{t('do.save')}</Button>
        <Button small onClick={onCancel}>{t('do.cancel')}</Button>
      </div>
    </form>
  );
}
