// SPDX-License-Identifier: Apache-2.0
// What was said, line by line, back to the first: read while it goes on.
import type { JSX } from 'preact';
import { useContext, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Store, useStore } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { notify } from '../../ui/live.tsx';
import { Button, Empty, IconButton, Pill } from '../../ui/parts.tsx';
import { useRove } from '../../ui/rove.ts';
import { RoomContext, useRoom, useRoomEvents, useSession } from '../../ui/session.tsx';
import { Skeleton } from '../../ui/states.tsx';
import { useAtEnd } from './at-end.ts';
import { NOTHING, afterEvent, afterPage, all } from './past.ts';
import type { Page, Past } from './past.ts';
import { dirOfTag, momentOf, ownName } from './view.ts';
import type { CaptionsView, Numbered } from './view.ts';

export function Listed({ language, onClose }: { language: string; onClose?: () => void }): JSX.Element {
  const { t } = useWords();
  const { view, lines, begins, busy, earlier } = usePast(language);
  return (
    <section class="captions-past" aria-label={t('captions.list')} data-testid="captions-past">
      {onClose && (
        <header class="captions-past-head">
          <h3>{t('captions.list')} <bdi class="meta" lang={language}>{ownName(language)}</bdi></h3>
          <IconButton icon="close" label={t('do.close')} onClick={onClose} testid="captions-past-close" />
        </header>
      )}
      {!view && <Skeleton kind="lines" label={t('entry.loading')} />}
      {view && lines.length === 0 && <Empty icon="captions">{t('captions.none')}</Empty>}
      {lines.length > 0 && <Rows language={language} lines={lines} begins={begins} busy={busy} earlier={earlier} />}
    </section>
  );
}

function Rows({ language, lines, begins, busy, earlier }: {
  language: string; lines: readonly Numbered[]; begins: boolean; busy: boolean; earlier: () => Promise<void>;
}): JSX.Element {
  const { t, time } = useWords();
  const log = useRef<HTMLDivElement>(null);
  const rows = useRef<HTMLOListElement>(null);
  const [behind, setBehind] = useState(0);
  useRove(rows, true);
  const newest = lines.at(-1)?.seq ?? 0;
  const { isAtEnd, leave, toEnd, scrolled } = useAtEnd(log, rows, newest, () => isAtEnd() && setBehind(0));
  useLayoutEffect(() => {
    if (!isAtEnd()) setBehind((before) => before || newest);
  }, [newest]);
  // What comes above does not move what one reads.
  const first = lines[0]?.seq;
  const height = useRef(0);
  useLayoutEffect(() => {
    const element = log.current;
    if (element && height.current > 0) element.scrollTop += element.scrollHeight - height.current;
    height.current = 0;
  }, [first]);
  const back = async (): Promise<void> => {
    leave();
    height.current = log.current?.scrollHeight ?? 0;
    await earlier();
  };
  const fresh = behind === 0 ? 0 : lines.filter(({ seq }) => seq >= behind).length;
  return (
    <>
      <div class="captions-past-log" ref={log} onScroll={scrolled} tabIndex={-1}>
        {begins ? <p class="hint">{t('captions.first')}</p> : <Button small busy={busy} onClick={() => void back()} testid="captions-earlier">{t('captions.earlier')}</Button>}
        <ol ref={rows} lang={language} dir={dirOfTag(language)} aria-live="off">
          {lines.map(({ seq, value }) => (
            <li key={seq} data-row tabIndex={-1} data-testid={`captions-past-${seq}`}>
              <time dateTime={new Date(momentOf(value)).toISOString()}>{time(momentOf(value))}</time>
              <p dir={value.dir}>{value.text}</p>
            </li>
          ))}
        </ol>
      </div>
      {fresh > 0 && <Pill onClick={toEnd} testid="captions-new">{t('captions.new', { n: fresh })}</Pill>}
    </>
  );
}

/** The lines of a language, as far as one has read back. */
export function usePast(language: string): {
  readonly view: CaptionsView | undefined; readonly lines: readonly Numbered[]; readonly begins: boolean; readonly busy: boolean; readonly earlier: () => Promise<void>;
} {
  const { t } = useWords();
  const session = useSession();
  const name = useContext(RoomContext);
  const { view, room } = useRoom<CaptionsView>(`${name}/captions/${language}`);
  const kept = useMemo(() => new Store<Past>(NOTHING), [language]);
  const past = useStore(kept);
  const [busy, setBusy] = useState(false);
  const ask = async (before: number | undefined, limit?: number): Promise<Page> => (
    await session.query('captions.history', { room: name, language, ...(before === undefined ? {} : { before }), ...(limit === undefined ? {} : { limit }) }) as Page
  );
  useRoomEvents(room, (event) => {
    const { past: after, unread } = afterEvent(kept.get(), { type: event.type, patch: event.patch, before: (event.before as unknown as CaptionsView).captions?.lines });
    kept.set(after);
    if (unread === undefined) return;
    void ask(unread + 1, 1).then(({ lines }) => {
      const line = lines[unread];
      if (line) kept.set({ ...kept.get(), older: new Map(kept.get().older).set(unread, line) });
    }, () => undefined);
  });
  // What happened while one was away is not told: what is older than the view is read anew.
  useEffect(() => {
    const fresh = ({ recovered }: { recovered: boolean }): void => {
      if (!recovered) kept.set(NOTHING);
    };
    room?.subscription.on('subscribed', fresh);
    return () => void room?.subscription.off('subscribed', fresh);
  }, [room]);
  const earlier = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      const oldest = Math.min(...Object.keys(view?.captions?.lines ?? {}).map(Number));
      const page = await ask(past.next ?? (Number.isFinite(oldest) ? oldest : undefined));
      kept.set(afterPage(kept.get(), page));
    } catch {
      notify(t('entry.failed'));
    } finally {
      setBusy(false);
    }
  };
  return { view, lines: all(past, view?.captions?.lines), begins: past.begins, busy, earlier };
}
