// SPDX-License-Identifier: Apache-2.0
// A session, or a date of a course, as a file for calendars (RFC 5545): as the feeds have it (server/net/calendars.c).
import { pathOf, roomPath } from './router.ts';

export interface Entry {
  /** The same each time it is taken along, and in a feed, so that a calendar has it once. */
  readonly uid: string;
  readonly title: string;
  readonly start_ms: number;
  /** None: of a moment. */
  readonly minutes?: number;
  readonly url: string;
}

const LINE_OCTETS = 75;

export function calendar({ uid, title, start_ms, minutes, url }: Entry, now_ms: number): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Muster//Muster//EN', 'BEGIN:VEVENT', `UID:${escaped(uid)}`, `DTSTAMP:${stamp(now_ms)}`,
    `DTSTART:${stamp(start_ms)}`, ...(minutes ? [`DTEND:${stamp(start_ms + minutes * 60_000)}`] : []), `SUMMARY:${escaped(title)}`, `URL:${url}`,
    'END:VEVENT', 'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const SESSION_MINUTES = 60;

/** Takes a session along. */
export function sessionTake(room: string, title: string, start_ms: number, minutes = SESSION_MINUTES): void {
  save({ uid: room, title, start_ms, minutes, url: roomPath(room) });
}

/** What an `item` of a `unit` asks for until then; of no item, that a unit opens. */
export function dateTake({ room, at, unit, item }: { room: string; at: number; unit?: number | undefined; item?: number | undefined }, title: string): void {
  const uid = item !== undefined ? `${room}-due-${item}` : unit !== undefined ? `${room}-unit-${unit}` : `${room}-opens-${at}`;
  save({ uid, title, start_ms: at, url: unit === undefined ? roomPath(room) : pathOf({ page: 'unit', room, unit }) });
}

/** As a file which the reader's own calendar opens. */
function save(entry: Entry): void {
  const link = document.createElement('a');
  const text = calendar({ ...entry, uid: `${entry.uid}@${location.host}`, url: location.origin + entry.url }, Date.now());
  link.href = `data:text/calendar;charset=utf-8,${encodeURIComponent(text)}`;
  link.download = `${entry.uid.replaceAll(':', '-')}.ics`;
  link.click();
}

function stamp(at_ms: number): string {
  return new Date(at_ms).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** §3.3.11 */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** §3.1: no line is longer than 75 octets; what goes on begins with a space. */
function folded(line: string): string {
  let [out, octets] = ['', 0];
  for (const char of line) {
    const size = new TextEncoder().encode(char).length;
    if (octets + size > LINE_OCTETS) [out, octets] = [`${out}\r\n `, 1];
    out += char;
    octets += size;
  }
  return out;
}
