// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useWords } from '../../../i18n/context.tsx';
import type { Tally } from '../view.ts';
import { cloud } from './layout.ts';
import type { Placed } from './layout.ts';

const LARGEST = 5;

/** How wide each is where it will stand, in its own em. */
function measured(words: readonly string[], style: CSSStyleDeclaration): readonly number[] {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return words.map((word) => word.length * 0.7);
  context.font = `600 100px ${style.fontFamily}`;
  return words.map((word) => context.measureText(word).width / 100);
}

export function Cloud({ words }: { readonly words: NonNullable<Tally['words']> }): JSX.Element {
  const { t } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const [placed, place] = useState<readonly Placed[]>([]);
  const key = JSON.stringify(words);
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    const layout = (): void => {
      const style = getComputedStyle(current);
      const em = measured(words.map(([word]) => word), style);
      const least = parseFloat(style.fontSize);
      const { clientWidth: width, clientHeight: height } = current;
      place(cloud(words.map(([text, times], at) => ({ text, times, em: em[at] ?? 0 })), { width, height, least, most: Math.min(least * LARGEST, height / 3) }));
    };
    layout();
    const sizes = new ResizeObserver(layout);
    sizes.observe(current);
    return () => sizes.disconnect();
  }, [key]);
  const left = words.length - placed.length;
  return (
    <>
      <div ref={box} class="wall-cloud" dir="ltr" aria-hidden="true" data-testid="wall-cloud">
        {placed.map(({ text, x, y, size, times }, at) => (
          <span key={text} class={at === 0 && times > 1 ? 'wall-word wall-word-most' : 'wall-word'} style={{ insetInlineStart: `${x}px`, insetBlockStart: `${y}px`, fontSize: `${size}px` }}><bdi>{text}</bdi></span>
        ))}
      </div>
      {left > 0 && placed.length > 0 && <p class="wall-soft">{t('present.cloud.more', { n: left })}</p>}
    </>
  );
}
