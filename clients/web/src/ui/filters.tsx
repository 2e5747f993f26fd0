// SPDX-License-Identifier: Apache-2.0
// What narrows a list, sorts it or says how it is set: one line, however narrow the page and however long the words. What does
// not fit is scrolled to within the line; what is chosen is in sight.
import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useWords } from '../i18n/context.tsx';

/** `search` names it for those who look for where one searches. */
export function FilterLine({ search, children }: { search?: string; children: ComponentChildren }): JSX.Element {
  const { dir } = useWords();
  const line = useRef<HTMLDivElement>(null);
  const seen = useRef('');
  const watch = useRef<ResizeObserver | undefined>(undefined);
  useLayoutEffect(() => () => watch.current?.disconnect(), []);
  useLayoutEffect(() => {
    const inputs = [...(line.current?.querySelectorAll<HTMLInputElement>('.choice input') ?? [])];
    const now = dir + inputs.map(({ name, value, checked }) => `${name}=${value}${checked ? '*' : ''}`).join();
    if (now === seen.current) return;
    seen.current = now;
    watch.current?.disconnect();
    // Before the first painting, and whenever the page or its words have another size; who scrolls meanwhile is not disturbed.
    watch.current = new ResizeObserver(() => inputs.filter(({ checked }) => checked).forEach((input) => within(input.closest('label'), input.closest('.choice'))));
    for (const box of [line.current, ...inputs.map((input) => input.closest('label'))]) if (box) watch.current.observe(box);
  });
  return <div class="filters" ref={line} {...(search === undefined ? {} : { role: 'search' as const, 'aria-label': search })}>{children}</div>;
}

/** Only the line is scrolled: scrollIntoView would move the page too. */
function within(one: Element | null, box: Element | null): void {
  if (!one || !box) return;
  const [own, all] = [one.getBoundingClientRect(), box.getBoundingClientRect()];
  if (own.right > all.right) box.scrollLeft += own.right - all.right;
  else if (own.left < all.left) box.scrollLeft += own.left - all.left;
}
