// SPDX-License-Identifier: Apache-2.0
// Why something is not for this person just now: said in its place, whatever the reason is.
import { useView } from './here.ts';
import { may } from './views.ts';
import type { Me, RoomView } from './views.ts';

/** `silent`: they read only. `alone`: the team has closed it for them alone. `locked`: for all participants. `over`: the
 *  session has ended. `ahead`: it has not come so far. */
export type Closed = 'silent' | 'alone' | 'locked' | 'over' | 'ahead';

export interface ClosedView extends RoomView {
  readonly stage?: { readonly phase?: string };
  readonly lock?: { readonly [lock: string]: unknown };
  readonly me: Me & { readonly lock?: { readonly why?: string }; readonly sanction?: { readonly why?: string } };
}

/** Undefined: they may, or nothing that is known here keeps them from it. `lock` is what staff call it. */
export function closedFor(view: ClosedView, method: string, lock: string): Closed | undefined {
  const { me, can, stage, lock: locks } = view;
  if (me.role === 'guest') return 'silent';
  if (may(view, method)) return undefined;
  if (can?.[me.role]?.[method] === true) return 'alone';
  if (stage?.phase === 'ended') return 'over';
  if (locks?.[lock] === true) return 'locked';
  return stage?.phase === 'scheduled' || stage?.phase === 'rehearsal' ? 'ahead' : undefined;
}

/** With the reason that the team gave. */
export function useClosed(method: string, lock: string): { readonly as: Closed; readonly why: string | undefined } | undefined {
  const as = useView((view: ClosedView) => closedFor(view, method, lock));
  const why = useView(({ me }: ClosedView) => (as === 'alone' ? me.lock?.why : as === 'silent' ? me.sanction?.why : undefined));
  return as && { as, why };
}
