// SPDX-License-Identifier: Apache-2.0
import { useState } from 'preact/hooks';
import { notify } from '../../ui/live.tsx';

/** Something that takes a while; where it fails, that is said. */
export function useBusy(failed: () => string): { readonly busy: boolean; readonly run: (act: () => Promise<void>) => Promise<void> } {
  const [busy, setBusy] = useState(false);
  const run = async (act: () => Promise<void>): Promise<void> => {
    setBusy(true);
    await act().catch(() => notify(failed()));
    setBusy(false);
  };
  return { busy, run };
}
