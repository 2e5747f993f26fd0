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
  /** How often it was said anew; not known: 0. */
  readonly revision?: number | undefined;
}

/** A session; or what an `item` of a `unit` asks for until then; or that a unit opens, which is not told of before it does
 *  where there is no `unit`. */
export interface Dated {
  readonly of: string;
  readonly at: number;
  readonly minutes?: number | undefined;
  readonly unit?: number | undefined;
  readonly item?: number | undefined;
}

const LINE_OCTETS = 75;

export function calendar({ uid, title, start_ms, minutes, url, revision = 0 }: Entry, now_ms: number): string {
  const lines = [
    'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Muster//Muster//EN', 'BEGIN:VEVENT', `UID:${escaped(uid)}`, `DTSTAMP:${stamp(now_ms)}`,
    `SEQUENCE:${revision}`, `DTSTART:${stamp(start_ms)}`, ...(minutes ? [`DTEND:${stamp(start_ms + minutes * 60_000)}`] : []), `SUMMARY:${escaped(title)}`, `URL:${url}`,
    'STATUS:CONFIRMED', 'END:VEVENT', 'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

const SESSION_MINUTES = 60;

/** The id that a date has in the feeds, without the host. */
export function uidOf({ of, at, unit, item }: Dated): string {
  if (of.startsWith('webinar:')) return of;
  return item !== undefined ? `${of}-due-${item}` : unit !== undefined ? `${of}-unit-${unit}` : `${of}-opens-${at}`;
}

export function calendarSave(date: Dated, title: string, revision: number | undefined): void {
  const { of, at, unit } = date;
  const minutes = of.startsWith('webinar:') ? { minutes: date.minutes ?? SESSION_MINUTES } : {};
  save({ uid: uidOf(date), title, start_ms: at, ...minutes, url: unit === undefined ? roomPath(of) : pathOf({ page: 'unit', room: of, unit }), revision });
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
