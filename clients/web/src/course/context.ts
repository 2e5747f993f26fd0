// SPDX-License-Identifier: Apache-2.0
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { may } from '../core/views.ts';
import type { BySeq, CourseView, InboxView, Role } from '../core/views.ts';

export interface CourseState {
  readonly room: string;
  readonly view: CourseView;
  /** Up to which seq each thread is read; unknown until the inbox has come. */
  readonly read: BySeq<number> | undefined;
}
export const CourseContext = createContext<CourseState | undefined>(undefined);

export interface Course extends CourseState {
  readonly role: Role;
  roleOf(id: string): Role;
  may(method: string): boolean;
}

export function useCourse(): Course {
  const course = useContext(CourseContext);
  if (!course) throw new Error('no course');
  const { view } = course;
  return {
    ...course,
    role: view.me.role,
    roleOf: (id) => view.member?.staff?.[id]?.role ?? 'participant',
    may: (method) => may(view, method),
  };
}

const NOTHING_READ: BySeq<number> = {};

export function readOf(inbox: InboxView | undefined, room: string): BySeq<number> | undefined {
  return inbox && (inbox.inbox?.read?.[room] ?? NOTHING_READ);
}
