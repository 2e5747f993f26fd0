// SPDX-License-Identifier: Apache-2.0
import { useContext } from 'preact/hooks';
import { useRights, useRoleOf } from '../../core/here.ts';
import type { Rights } from '../../core/here.ts';
import { useRead } from '../../core/inbox.ts';
import type { Reads } from '../../core/inbox.ts';
import type { Role } from '../../core/views.ts';
import { RoomContext } from '../../ui/session.tsx';

export interface Forum extends Rights {
  readonly room: string;
  roleOf(id: string): Role;
}

export function useForum(): Forum {
  const room = useContext(RoomContext);
  return { room, ...useRights(), roleOf: useRoleOf() };
}

/** Up to which seq each thread is read; unknown until the inbox has come. Apart: it moves while one reads, and posts
 *  are not drawn again for it. */
export function useReadUpTo(): Reads | undefined {
  return useRead(useContext(RoomContext));
}
