// SPDX-License-Identifier: Apache-2.0
// Takes a session along into the reader's own calendar: the file is made here.
import type { Listed } from './rooms.ts';

export async function calendarTake({ of, start, minutes }: Listed, title: string): Promise<void> {
  if (start === undefined) return;
  const { sessionTake } = await import('../core/calendar.ts');
  sessionTake(of, title, start, minutes);
}
