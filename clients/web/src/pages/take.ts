// SPDX-License-Identifier: Apache-2.0
// Takes a session along into the reader's own calendar: the file is made here.
import { roomPath } from '../core/router.ts';
import type { Listed } from './rooms.ts';

const MINUTES = 60;

export async function calendarTake({ of, start, minutes }: Listed, title: string): Promise<void> {
  if (start === undefined) return;
  const { take } = await import('../core/calendar.ts');
  take({ uid: `${of}@${location.host}`, title, start_ms: start, minutes: minutes ?? MINUTES, url: location.origin + roomPath(of) }, of);
}
