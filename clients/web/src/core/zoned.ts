// SPDX-License-Identifier: Apache-2.0
// A date and an hour in a time zone, as forms have them, and the moment that they mean.

export interface Zoned {
  /** 2026-11-26; empty: none. */
  readonly date: string;
  /** 16:00 */
  readonly time: string;
}

export function zonesAll(own: string): readonly string[] {
  const known = (Intl as { supportedValuesOf?: (what: 'timeZone') => string[] }).supportedValuesOf?.('timeZone') ?? [];
  return [...new Set([own, 'UTC', ...known])];
}

export function zoneOwn(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function partsIn(zone: string, at_ms: number): { readonly [type: string]: string } {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit',
  });
  return Object.fromEntries(format.formatToParts(at_ms).map(({ type, value }) => [type, value]));
}

export function zonedOf(at_ms: number, zone: string): Zoned {
  const { year, month, day, hour, minute } = partsIn(zone, at_ms);
  return { date: `${year ?? ''}-${month ?? ''}-${day ?? ''}`, time: `${hour ?? ''}:${minute ?? ''}` };
}

/** How far the zone is ahead of UTC then. */
function offset(zone: string, at_ms: number): number {
  const { year, month, day, hour, minute, second } = partsIn(zone, at_ms);
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) - Math.floor(at_ms / 1000) * 1000;
}

/** Undefined when it is no date with an hour. An hour that a change to summer time leaves out is the one after it. */
export function momentOf({ date, time }: Zoned, zone: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || !/^\d\d:\d\d/.test(time)) return undefined;
  const wall = Date.parse(`${date}T${time.slice(0, 5)}:00Z`);
  if (Number.isNaN(wall)) return undefined;
  // The offset that holds at the wall time is not the one that holds at that time in UTC.
  const before = offset(zone, wall - offset(zone, wall));
  const at = wall - before;
  return offset(zone, at) === before ? at : wall - Math.min(before, offset(zone, at));
}
