// SPDX-License-Identifier: Apache-2.0
import { useEffect } from 'preact/hooks';
import type { Feature } from '../core/feature.ts';
import { place } from '../core/router.ts';
import { useStore } from '../core/store.ts';

/** The tab of the thing that an address names: #poll-12 is in that of the polls. */
export function tabOf(features: readonly Feature[], hash: string): string | undefined {
  const kind = /^([a-z]+)-\d+$/.exec(hash)?.[1];
  return kind && features.find(({ things }) => things === kind)?.tab?.id;
}

/** Opens the tab of what the address names, at first and whenever it names something else. */
export function useTargetTab(features: readonly Feature[], open: (tab: string) => void): void {
  const { hash } = useStore(place);
  useEffect(() => {
    const tab = tabOf(features, hash);
    if (tab) open(tab);
  }, [features, hash]);
}
