// SPDX-License-Identifier: Apache-2.0
// Addresses of rooms in the catalogue: /academy/rooms/webinar/w1. A series is any words, and so stands in the query.
import type { ComponentChildren, JSX } from 'preact';
import { goTo } from '../../../core/router.ts';
import type { Route } from '../../../core/router.ts';
import { followed } from '../../../ui/parts.tsx';

export function roomRoute(of: string, sub?: 'edit'): Route {
  return { page: 'academy', part: 'rooms', rest: [...of.split(':'), ...(sub ? [sub] : [])] };
}

export function SeriesLink({ series, children }: { series: string; children: ComponentChildren }): JSX.Element {
  const address = `/academy/rooms?series=${encodeURIComponent(series)}`;
  const follow = followed(() => goTo(address));
  return <a href={address} onClick={follow}>{children}</a>;
}
