// SPDX-License-Identifier: Apache-2.0
// Who one is in the academy, for its pages.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Room } from '../../core/room.ts';
import type { BySeq, Can, Texts } from '../../core/views.ts';
import type { Listed } from '../rooms.ts';

export const ACADEMY = 'academy:main';

export type AcademyRole = 'member' | 'manager' | 'coordinator' | 'organiser';
export interface Announced {
  readonly title: Texts;
  readonly text: Texts;
  readonly at: number;
  readonly until?: number;
  readonly who?: { readonly countries?: readonly string[]; readonly roles?: readonly string[] };
}
export interface AcademyView {
  readonly announce?: { readonly news?: BySeq<Announced>; readonly countries?: number };
  readonly can?: Can;
  readonly me: { readonly id: string; readonly roles?: readonly AcademyRole[]; readonly conduct?: { readonly version: number }; readonly people?: { readonly coordinates?: readonly string[] } };
  readonly access?: { readonly waiting?: number };
  /** Of organisers: countries that are closed; people whom the server is erasing from all rooms, and how far it is with one of them. */
  readonly people?: { readonly closed?: readonly string[]; readonly erasing?: { readonly people: number; readonly person: string; readonly done: number; readonly rooms: number } };
  readonly conduct?: { readonly version: number };
  readonly settings?: {
    readonly name?: { readonly [lang: string]: string }; readonly logo?: number; readonly colour?: string; readonly languages?: readonly string[]; readonly apply?: boolean;
  };
  readonly rooms?: { readonly create?: 'members'; readonly window?: { readonly [of: string]: Omit<Listed, 'of'> } };
}
export interface AcademyHere {
  readonly view: AcademyView;
  readonly room: Room;
  readonly roles: readonly AcademyRole[];
  /** Whether one of one's roles may do or ask this at all. */
  readonly may: (method: string) => boolean;
  /** Makes rooms. */
  readonly makes: boolean;
}

export const AcademyContext = createContext<AcademyHere | undefined>(undefined);

export function useAcademy(): AcademyHere {
  const here = useContext(AcademyContext);
  if (!here) throw new Error('no academy');
  return here;
}

export function academyHere(view: AcademyView, room: Room): AcademyHere {
  const roles = view.me.roles ?? [];
  const may = (method: string): boolean => roles.some((role) => view.can?.[role]?.[method] === true);
  return { view, room, roles, may, makes: makesRooms(roles) };
}

export function makesRooms(roles: readonly string[]): boolean {
  return roles.includes('manager') || roles.includes('organiser');
}
