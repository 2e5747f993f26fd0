// SPDX-License-Identifier: Apache-2.0
// This unit and the next one, taken along: first how large they are, then what came, and the way to be rid of it.
import type { JSX } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { Store, useStore } from '../../core/store.ts';
import { NotTaken, chosen, missing, planOf, take } from '../../core/taking.ts';
import type { Plan } from '../../core/taking.ts';
import { TAKEN_BYTES_MAX, bytesOf, wordsBytes } from '../../core/taken.ts';
import type { Along as Kept, Taken } from '../../core/taken.ts';
import { who } from '../../core/who.ts';
import { spoken, useWords } from '../../i18n/context.tsx';
import { notify } from '../../ui/live.tsx';
import { Button, Spinner } from '../../ui/parts.tsx';
import { Progress } from '../../ui/progress.tsx';
import { RoomContext, useSession } from '../../ui/session.tsx';
import { sizeSaid } from '../../ui/size.ts';
import type { Listed } from './view.ts';

const WORKER_MS = 15_000;
const NOTHING = new Store<readonly Kept[]>([]);

export function Along({ unit, next }: { unit: number; next?: Listed }): JSX.Element | null {
  const words = useWords();
  const { t, lang } = words;
  const room = useContext(RoomContext);
  const session = useSession();
  const [taken, setTaken] = useState<Taken | undefined>(undefined);
  const all = useStore(taken?.along ?? NOTHING);
  const [looked, setLooked] = useState(false);
  const site = who.get()?.site;
  const keeps = site?.keeps !== false;
  useEffect(() => {
    if (keeps) void session.remember(site?.demo === false).then((past) => setTaken(past.taken), () => undefined).finally(() => setLooked(true));
  }, [session]);
  if (keeps && !looked && !taken) return null;
  return (
    <section class="unit-along" aria-labelledby="along" data-testid="along">
      <h2 id="along">{t('along.title')}</h2>
      {!keeps && <p class="hint" data-testid="along-forbidden">{t('along.forbidden')}</p>}
      {keeps && !taken && <p class="hint" data-testid="along-cannot">{t('along.cannot')}</p>}
      {taken && (
        <>
          <p class="hint">{t('along.hint')}</p>
          <Row taken={taken} room={room} unit={unit} name={t('along.this')} />
          {next && <Row taken={taken} room={room} unit={next.seq} name={t('along.next', { title: spoken(next.value.title, lang).text })} />}
          {all.length > 0 && (
            <p class="row meta" data-testid="along-all">
              <span>{t('along.all', { n: all.length, size: sizeSaid(words, taken.bytes), most: sizeSaid(words, TAKEN_BYTES_MAX) })}</span>
              {all.length > 1 && <Button small kind="quiet" testid="along-remove-all" onClick={() => void Promise.all(all.map((each) => taken.remove(each))).then(() => notify(t('along.removed')))}>{t('along.remove.all')}</Button>}
            </p>
          )}
        </>
      )}
    </section>
  );
}

type Step = { readonly is: 'rest' | 'looks' } | { readonly is: 'asks'; readonly plan: Plan } | { readonly is: 'comes'; readonly bytes: number; readonly of: number } | { readonly is: 'not'; readonly trouble: NotTaken; readonly needed: number };

function Row({ taken, room, unit, name }: { taken: Taken; room: string; unit: number; name: string }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const session = useSession();
  useStore(taken.along);
  const [step, setStep] = useState<Step>({ is: 'rest' });
  const [videos, setVideos] = useState(false);
  const stop = useRef<AbortController | undefined>(undefined);
  // Whoever goes on reading fetches on; whoever leaves the page stops it, and what came stays.
  useEffect(() => () => stop.current?.abort(), []);
  const known = taken.of(room, unit);
  const look = (): void => {
    setStep({ is: 'looks' });
    setVideos(known?.videos ?? false);
    (async () => {
      if (session.connection.get() !== 'connected') throw new NotTaken('lost');
      if (!(await worker())) throw new NotTaken('gone');
      setStep({ is: 'asks', plan: await planOf(session, taken, room, unit) });
    })().catch((error: unknown) => setStep({ is: 'not', trouble: error instanceof NotTaken ? error : new NotTaken('lost'), needed: 0 }));
  };
  const fetchAll = (plan: Plan): void => {
    const needed = bytesOf(missing(chosen(plan, videos)));
    const control = (stop.current = new AbortController());
    setStep({ is: 'comes', bytes: 0, of: needed });
    take(taken, plan, videos, control.signal, (bytes) => setStep({ is: 'comes', bytes, of: needed })).then(() => {
      setStep({ is: 'rest' });
      notify(t('along.done'));
    }, (error: unknown) => {
      const trouble = error instanceof NotTaken ? error : new NotTaken('lost');
      setStep(trouble.why === 'stopped' ? { is: 'rest' } : { is: 'not', trouble, needed });
    });
  };
  return (
    <div class="unit-along-row" data-testid={`along-${unit}`} data-state={step.is === 'rest' ? (known ? (known.changed ? 'changed' : missing(known.parts).length > 0 ? 'part' : 'here') : 'none') : step.is}>
      <p class="row">
        <span class="unit-along-name" dir="auto">{name}</span>
        {(step.is === 'rest' || step.is === 'not') && <Rest known={known} unit={unit} onLook={look} onRemove={() => void taken.remove({ room, unit }).then(() => notify(t('along.removed')))} />}
      </p>
      {step.is === 'looks' && <Spinner label={t('along.looks')} />}
      {step.is === 'asks' && <Asks plan={step.plan} unit={unit} videos={videos} onVideos={setVideos} onFetch={() => fetchAll(step.plan)} onClose={() => setStep({ is: 'rest' })} />}
      {step.is === 'comes' && (
        <div class="row">
          <Progress label={t('along.comes')} share={step.of > 0 ? step.bytes / step.of : 0} value={t('along.so.far', { size: sizeSaid(words, step.bytes), of: sizeSaid(words, step.of) })} />
          <Button small testid={`along-stop-${unit}`} onClick={() => stop.current?.abort()}>{t('along.stop')}</Button>
        </div>
      )}
      {step.is === 'not' && <p class="refusal" role="alert" data-testid="along-not">{whyNot(words, step.trouble, step.needed)}</p>}
    </div>
  );
}

function Rest({ known, unit, onLook, onRemove }: { known: Kept | undefined; unit: number; onLook: () => void; onRemove: () => void }): JSX.Element {
  const words = useWords();
  const { t, moment } = words;
  if (!known) return <Button small icon="download" testid={`along-take-${unit}`} onClick={onLook}>{t('along.take')}</Button>;
  const left = missing(known.parts);
  const size = sizeSaid(words, bytesOf(known.parts.filter(({ here }) => here)) + wordsBytes(known));
  return (
    <>
      <span class="meta">{t('along.is', { time: moment(known.heard, Date.now()), size })}</span>
      {known.changed ? <span class="meta">{t('along.changed')}</span> : left.length > 0 && <span class="meta">{t('along.part', { size: sizeSaid(words, bytesOf(left)) })}</span>}
      {(known.changed || left.length > 0) && <Button small testid={`along-take-${unit}`} onClick={onLook}>{t(known.changed ? 'along.update' : 'along.on')}</Button>}
      <Button small kind="quiet" icon="trash" testid={`along-remove-${unit}`} onClick={onRemove}>{t('do.remove')}</Button>
    </>
  );
}

function Asks({ plan, unit, videos, onVideos, onFetch, onClose }: { plan: Plan; unit: number; videos: boolean; onVideos: (on: boolean) => void; onFetch: () => void; onClose: () => void }): JSX.Element {
  const words = useWords();
  const { t } = words;
  const parts = chosen(plan, videos);
  const count = (kind: string): number => parts.filter((part) => part.kind === kind && !part.address.endsWith('.vtt')).length;
  const films = plan.parts.filter(({ kind }) => kind === 'video');
  const bytes = bytesOf(missing(parts));
  const kinds = (['picture', 'file', 'sound', 'video'] as const).filter((kind) => count(kind) > 0);
  return (
    <div class="stack" data-testid={`along-asks-${unit}`}>
      <p class="meta">{[t('along.words'), ...kinds.map((kind) => t(`along.of.${kind}`, { n: count(kind) }))].join(' · ')}</p>
      {films.length > 0 && (
        <label class="check"><input type="checkbox" checked={videos} data-testid={`along-videos-${unit}`} onChange={(event) => onVideos(event.currentTarget.checked)} /> {t('along.videos', { size: sizeSaid(words, bytesOf(films)) })}</label>
      )}
      {plan.stays > 0 && <p class="hint">{t('along.stays', { n: plan.stays })}</p>}
      <div class="row">
        <Button kind="strong" testid={`along-fetch-${unit}`} onClick={onFetch}>{bytes > 0 ? t('along.fetch', { size: sizeSaid(words, bytes) }) : t('along.fetch.words')}</Button>
        <Button testid={`along-close-${unit}`} onClick={onClose}>{t('do.cancel')}</Button>
      </div>
    </div>
  );
}

function whyNot(words: ReturnType<typeof useWords>, { why, bytes }: NotTaken, needed: number): string {
  const sizes = { size: sizeSaid(words, needed), left: sizeSaid(words, bytes) };
  if (why === 'limit') return words.t('along.limit', { ...sizes, most: sizeSaid(words, TAKEN_BYTES_MAX) });
  if (why === 'full') return words.t('along.full', sizes);
  return words.t(why === 'gone' ? 'along.gone' : 'along.lost');
}

/** What answers with what is kept; a browser that has only come begins it some seconds later. */
async function worker(): Promise<boolean> {
  const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer };
  const late = new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), WORKER_MS));
  return serviceWorker !== undefined && (await Promise.race([serviceWorker.ready, late])) !== undefined;
}
