// SPDX-License-Identifier: Apache-2.0
import { useEffect } from 'preact/hooks';
import { Store, useStore } from '../core/store.ts';
import { useWebinar } from './context.ts';

type Parts = typeof import('./staff.tsx');

const RETRY_MS = 3000;
const loaded = new Store<Parts | undefined>(undefined);
let loading = false;

function load(): void {
  if (loading) return;
  loading = true;
  import('./staff.tsx').then((parts) => loaded.set(parts), () => {
    setTimeout(() => {
      loading = false;
      load();
    }, RETRY_MS);
  });
}

/** The team's tools, once they are there; nothing for everybody else. */
export function useStaffParts(): Parts | undefined {
  const { staff } = useWebinar();
  const parts = useStore(loaded);
  useEffect(() => {
    if (staff) load();
  }, [staff]);
  return staff ? parts : undefined;
}
