// SPDX-License-Identifier: Apache-2.0
// One page as a picture: the small one at once, the large one over it where the line is quick enough.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { saving } from '../../core/saving.ts';
import { useStore } from '../../core/store.ts';
import { useWords } from '../../i18n/context.tsx';
import { Button, Spinner } from '../../ui/parts.tsx';

const SLOW_MS = 1500;
const WIDE = 16 / 9;

// How the last small pictures came says how a large one would.
let slow = false;

interface PictureProps {
  readonly url: string;
  readonly page: number;
  readonly alt: string;
  /** It stands there. */
  readonly onShown?: (page: number) => void;
  /** Laid over it. */
  readonly children?: ComponentChildren;
}

export function PagePicture({ url, page, alt, onShown, children }: PictureProps): JSX.Element {
  const { t } = useWords();
  const lean = useStore(saving);
  const small = `${url}/${page}.small.jpg`;
  const large = `${url}/${page}.jpg`;
  const [source, setSource] = useState(small);
  const [ratio, setRatio] = useState(WIDE);
  const [shown, setShown] = useState('');
  const [failed, setFailed] = useState(false);
  const begun = useRef(0);
  const now = source === large ? large : small;
  useEffect(() => {
    begun.current = performance.now();
    setSource(small);
    setFailed(false);
  }, [small]);
  const stands = (image: HTMLImageElement): void => {
    setShown(small);
    setRatio(image.naturalWidth / Math.max(1, image.naturalHeight));
    if (now === large) return;
    slow = performance.now() - begun.current > SLOW_MS;
    onShown?.(page);
    if (lean || slow) return;
    const next = new Image();
    next.onload = () => setSource((last) => (last === small ? large : last));
    next.src = large;
  };
  return (
    <div class="slide-page" dir="ltr" style={{ '--ratio': ratio }}>
      {failed
        ? <div class="stage-card"><p>{t('slide.lost')}</p><Button small onClick={() => setFailed(false)}>{t('app.again')}</Button></div>
        : <img key={small} src={now} alt={alt} draggable={false} data-testid="slide-picture" onLoad={(event) => stands(event.currentTarget)} onError={() => setFailed(true)} />}
      {shown !== small && !failed && <span class="slide-wait"><Spinner label={t('slide.coming')} /></span>}
      {shown === small && !failed && children}
    </div>
  );
}
