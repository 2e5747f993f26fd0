// SPDX-License-Identifier: Apache-2.0
// A page, or a part of one, that is loaded when it is first wanted.
import { h } from 'preact';
import type { FunctionComponent, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../i18n/context.tsx';
import { Button, Spinner } from './parts.tsx';

export interface Later<P extends object> {
  readonly Page: FunctionComponent<P>;
  /** Loads ahead of need. */
  readonly prepare: () => Promise<void>;
}

const RETRY_MS = 3000;
// What has not come by then is said not to have; the worker has given it up by then (worker/page.ts).
export const LATE_MS = 21_000;

/** `quiet`: nothing stands in its place until it is there, but for `before`; `always`: nor when it does not come. */
export function later<P extends object>(load: () => Promise<FunctionComponent<P>>, quiet: boolean | 'always' = false, before?: FunctionComponent): Later<P> {
  let loaded: FunctionComponent<P> | undefined;
  const fetch = async (): Promise<void> => {
    loaded = await load();
  };
  const Page = (props: P): JSX.Element | null => {
    const { t } = useWords();
    const [, redraw] = useState({});
    // How often.
    const [failed, setFailed] = useState(0);
    const [late, setLate] = useState(false);
    const start = (): void => {
      fetch().then(() => redraw({}), () => setFailed((count) => count + 1));
    };
    // Lost on the way: tried again by itself, and at once by whoever presses.
    useEffect(() => {
      const timer = failed ? setTimeout(start, RETRY_MS) : undefined;
      return () => clearTimeout(timer);
    }, [failed]);
    useEffect(() => {
      // What was made ready may have come between the first drawing and this.
      if (loaded) redraw({});
      else start();
      const timer = setTimeout(() => loaded || setLate(true), LATE_MS);
      return () => clearTimeout(timer);
    }, []);
    if (loaded) return h(loaded, props);
    if (!quiet && !failed && !late) return <Spinner label={t('entry.loading')} />;
    if (quiet === 'always' || (quiet && !failed)) return before ? h(before, null) : null;
    // A part of something larger leaves that its place.
    if (quiet) return <p class="hint" role="alert">{t('entry.failed')}</p>;
    // Whoever asks again for what neither comes nor fails is given the same promise: the page begins anew, and keeps what was typed.
    return <div class="sheet" role="alert"><p>{t('entry.failed')}</p><Button onClick={failed ? start : () => location.reload()}>{t('app.again')}</Button></div>;
  };
  return { Page, prepare: () => fetch().catch(() => undefined) };
}

export type Parts = { readonly [feature: string]: { readonly [part: string]: FunctionComponent<never> } };

let rest = async (): Promise<Parts> => ({});

/** What the room that is entered loads once it stands: the later.ts of its features, with their words and styles. */
export function restIs(load: () => Promise<Parts>): void {
  rest = load;
}

/** A part of a feature that is in there. `before`: see `later`. */
export function ofRest<P extends object>(feature: string, part: string, before?: FunctionComponent): Later<P> {
  return later(async () => ((await rest())[feature]?.[part] ?? (() => null)) as FunctionComponent<P>, true, before);
}

const NARROW = '(max-width: 40rem)';

/** Room for what comes, so that what is below it does not move then: about as high, on a narrow screen and else. */
export function Reserved({ rem, narrow = rem }: { rem: number; narrow?: number }): JSX.Element | null {
  const block = matchMedia(NARROW).matches ? narrow : rem;
  return block > 0 ? <div aria-hidden="true" style={{ blockSize: `${block}rem` }} /> : null;
}
