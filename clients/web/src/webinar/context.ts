// SPDX-License-Identifier: Apache-2.0
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { may } from '../core/views.ts';
import type { Role, WebinarView } from '../core/views.ts';

export const WebinarContext = createContext<WebinarView | undefined>(undefined);

export interface Webinar {
  readonly view: WebinarView;
  readonly role: Role;
  readonly staff: boolean;
  /** The role of a person, as far as the room tells: everyone not of the team is a participant. */
  roleOf(id: string): Role;
  may(method: string): boolean;
}

export function useWebinar(): Webinar {
  const view = useContext(WebinarContext);
  if (!view) throw new Error('no webinar');
  return {
    view,
    role: view.me.role,
    staff: view.me.role !== 'participant',
    roleOf: (id) => view.member?.staff?.[id]?.role ?? 'participant',
    may: (method) => may(view, method),
  };
}
