// SPDX-License-Identifier: Apache-2.0
import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Dir } from '../../core/views.ts';
import { useBar } from '../../ui/bar.ts';

/** While the title itself is out of sight it stands in the top bar. */
export function useTitleInBar(title: string, dir: Dir, head: RefObject<HTMLElement | null>): void {
  const [away, setAway] = useState(false);
  useEffect(() => {
    if (!head.current) return undefined;
    const watch = new IntersectionObserver(([entry]) => setAway(entry !== undefined && !entry.isIntersecting && entry.boundingClientRect.top < 0));
    watch.observe(head.current);
    return () => watch.disconnect();
  }, [head]);
  useBar(away ? <span class="head-title cut" dir={dir} title={title} aria-hidden="true">{title}</span> : undefined, away, title, dir);
}
