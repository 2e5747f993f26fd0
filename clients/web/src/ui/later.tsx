// SPDX-License-Identifier: Apache-2.0
// A page that is loaded when it is first wanted.
import { h } from 'preact';
import type { FunctionComponent, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useWords } from '../i18n/context.tsx';
import { Button, Spinner } from './parts.tsx';

export interface Later<P extends object> {
  readonly Page: FunctionComponent<P>;
  /** Loads ahead of need. */
  readonly prepare: () => void;
}

const RETRY_MS = 3000;

export function later<P extends object>(load: () => Promise<FunctionComponent<P>>): Later<P> {
  let loaded: FunctionComponent<P> | undefined;
  const fetch = async (): Promise<void> => {
    loaded = await load();
  };
  const Page = (props: P): JSX.Element => {
    const { t } = useWords();
    const [, redraw] = useState({});
    const [failed, setFailed] = useState(false);
    const start = (): void => {
      setFailed(false);
      fetch().then(() => redraw({}), () => setFailed(true));
    };
    // Lost on the way: tried again by itself, and at once by whoever presses.
    useEffect(() => {
      if (!failed) return undefined;
      const timer = setTimeout(start, RETRY_MS);
      return () => clearTimeout(timer);
    }, [failed]);
    useEffect(() => {
      // What was made ready may have come between the first drawing and this.
      if (loaded) redraw({});
      else start();
    }, []);
    if (loaded) return h(loaded, props);
    if (!failed) return <Spinner label={t('entry.loading')} />;
    return <div class="sheet" role="alert"><p>{t('entry.failed')}</p><Button onClick={start}>{t('app.again')}</Button></div>;
  };
  return { Page, prepare: () => void fetch().catch(() => undefined) };
}
