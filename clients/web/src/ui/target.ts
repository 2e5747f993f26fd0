// SPDX-License-Identifier: Apache-2.0
import { useLayoutEffect } from 'preact/hooks';
import { useTarget } from '../core/router.ts';

/** Brings the thing that the address names into sight and gives it the focus, once it is there: `there` says whether
 *  it is drawn. Its element has the id that the address has. */
export function useShown(kind: string, there: (seq: number) => boolean): number | undefined {
  const seq = useTarget(kind);
  const ready = seq !== undefined && there(seq);
  useLayoutEffect(() => {
    if (!ready) return;
    const element = document.getElementById(`${kind}-${seq}`);
    element?.scrollIntoView({ block: 'center' });
    element?.focus({ preventScroll: true });
  }, [ready, kind, seq]);
  return seq;
}
