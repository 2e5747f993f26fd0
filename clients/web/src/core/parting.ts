// SPDX-License-Identifier: Apache-2.0
// The page is left, and perhaps nobody hears an answer any more. What waits for one alone goes to the socket at once
// (queue.ts); and what a socket, or a request of another transport, holds may end with the page: therefore the same goes to
// the browser too, as requests that outlive the page. Both have the same op, and whichever is second has the answer of the
// first. What finds no room here is kept as ever, and goes when the page is opened again.
import { named } from './command.ts';
import { piece } from './piece.ts';
import type { CommandQueue } from './queue.ts';

/** A browser takes 64 KiB of all that shall outlive a page (Fetch, HTTP-network-or-cache fetch). */
export const PARTING_BYTES_MAX = 60_000;
export const PARTING_MAX = 16;

export type Hand = (path: string, op: string, body: string) => void;

export class Parting {
  private gone = false;
  private bytes = 0;
  private readonly handed = new Set<string>();

  constructor(private readonly queue: Pick<CommandQueue, 'part' | 'waiting'>, private readonly hand: Hand) {}

  /** Until the answer is called. `page`: what tells that it goes. */
  watch(page: EventTarget = globalThis): () => void {
    // What is given while the page goes: others hear of its end later than this.
    const ends = [this.queue.waiting.follow(() => this.gone && this.part())];
    const on = (name: string, then: () => void): void => {
      page.addEventListener(name, then);
      ends.push(() => page.removeEventListener(name, then));
    };
    on('pagehide', () => this.goes());
    on('pageshow', () => this.stays());
    // Of the window: whoever hears of it at the document has said by then what there is to say.
    on('visibilitychange', () => (document.visibilityState === 'hidden' ? this.part() : this.stays()));
    return () => ends.forEach((end) => end());
  }

  /** It goes, and what is given from here on does too. */
  goes(): void {
    this.gone = true;
    this.part();
  }

  /** It is out of sight, and may go without another word. */
  part(): void {
    for (const { op, method, data: given } of this.queue.part()) {
      const { room, ...data } = named(given);
      const body = JSON.stringify(data);
      const bytes = new TextEncoder().encode(body).length;
      if (this.handed.has(op) || this.handed.size >= PARTING_MAX || this.bytes + bytes > PARTING_BYTES_MAX) continue;
      this.handed.add(op);
      this.bytes += bytes;
      this.hand(`/api/rooms/${piece(String(room))}/${method}`, op, body);
    }
  }

  /** It is back, or was never gone. */
  stays(): void {
    this.gone = false;
    this.bytes = 0;
    this.handed.clear();
  }
}
