// SPDX-License-Identifier: Apache-2.0
// What everything on a wall is made of. An em of it is a thirtieth of its height, and the smallest letter there is.
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';

// In em, and how many lines a text may have where the smallest letters are too large still; how many more a title may.
const SIZES: readonly number[] = [2.4, 2, 1.7, 1.45, 1.25, 1.1, 1];
const LINES: readonly (readonly [number, number])[] = [[4, 1], [3, 1], [2, 1], [1, 1], [1, 0]];

/** As large as there is room for. What does not fit in the smallest letters is cut, line by line (class `wall-lines`). */
export function Fit({ change, children, class: name = '' }: { readonly change: string; readonly children: ComponentChildren; readonly class?: string }): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    const fits = (): boolean => current.scrollHeight <= current.clientHeight + 1 && current.scrollWidth <= current.clientWidth + 1;
    const set = (size: number, lines: number, more = 1): boolean => {
      current.style.setProperty('font-size', `${size}em`);
      current.style.setProperty('--lines', String(lines));
      current.style.setProperty('--more', String(more));
      return fits();
    };
    const fit = (): unknown => SIZES.some((size) => set(size, 9)) || LINES.some(([lines, more]) => set(1, lines, more));
    fit();
    const sizes = new ResizeObserver(fit);
    sizes.observe(current);
    return () => sizes.disconnect();
  }, [change]);
  return <div ref={box} class={`wall-fit ${name}`}>{children}</div>;
}

/** A text that may be cut, and then says all of itself in its title. */
export function Lines({ text, lang, dir, class: name = '' }: { readonly text: string; readonly lang?: string | undefined; readonly dir?: 'ltr' | 'rtl' | 'auto' | undefined; readonly class?: string }): JSX.Element {
  return <span class={`wall-lines ${name}`} lang={lang} dir={dir ?? 'auto'} title={text}>{text}</span>;
}

const CALM_MS = 10_000;

/** What changes several times a second is told now and then; `of` another is told at once. */
export function useCalm<T>(value: T, of: string): T {
  const [told, tell] = useState({ value, of });
  const latest = useRef(value);
  latest.current = value;
  useEffect(() => {
    tell({ value: latest.current, of });
    const timer = setInterval(() => tell({ value: latest.current, of }), CALM_MS);
    return () => clearInterval(timer);
  }, [of]);
  return told.of === of ? told.value : value;
}

/** What a picture shows, for who does not see it. `of`: what it is of and how it stands; another is told at once. */
export function Numbers({ title, rows, of }: { readonly title: string; readonly rows: readonly (readonly [string, ...string[]])[]; readonly of: string }): JSX.Element {
  const calm = useCalm(rows, of);
  return (
    <div class="hidden" aria-live="polite">
      <table data-testid="wall-numbers">
        <caption>{title}</caption>
        <tbody>
          {calm.map(([name, ...values], at) => <tr key={at}><th scope="row">{name}</th>{values.map((value, place) => <td key={place}>{value}</td>)}</tr>)}
        </tbody>
      </table>
    </div>
  );
}
