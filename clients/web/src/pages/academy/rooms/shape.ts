// SPDX-License-Identifier: Apache-2.0
// A room as its form has it: what stands in the fields, what is wrong with it, and what is sent.
import { BOUNDS } from '../../../core/contract.ts';
import type { JsonObject } from '../../../core/merge.ts';
import { chars } from '../../../core/text.ts';
import type { Texts } from '../../../core/views.ts';
import type { Key } from '../../../i18n/index.ts';
import type { Listed, Template } from '../../rooms.ts';
import { momentOf, zonedOf } from '../../../core/zoned.ts';
import type { Picked } from '../pick.tsx';
import { askWrong, askedOf, questionOf } from './asks.ts';
import type { Asked, Registration } from './asks.ts';

export const TO = ['academy', 'some', 'invited'] as const;
export type To = (typeof TO)[number];
export const ROLES = ['manager', 'coordinator', 'organiser'] as const;

/** What `room.get` tells of it. */
export interface Got extends Listed {
  readonly by: string;
  readonly edits: boolean;
  readonly answer?: 'none' | 'yes' | 'no';
  readonly summary?: Texts;
  readonly names?: { readonly [id: string]: string };
  readonly hosts?: readonly string[];
  readonly who?: { readonly to: To; readonly countries?: readonly string[]; readonly roles?: readonly string[] };
  readonly opens?: boolean;
  /** False, of a course: who comes late sees no discussion begun before. */
  readonly history?: boolean;
  readonly zone?: string;
  /** Of a webinar: whose members come in too. */
  readonly course?: string;
  readonly languages?: readonly string[];
  readonly stream?: { readonly url: string; readonly type: string };
  /** The kind of certificate that its hosts must have. */
  readonly asks?: string;
  /** None of its hosts is active, or all of them rest. */
  readonly hostless?: boolean;
  readonly code?: string;
  readonly links?: readonly { readonly link: number; readonly used: number; readonly uses?: number; readonly until?: number; readonly country?: string; readonly domain?: string }[];
  readonly invited?: { readonly [id: string]: 'none' | 'yes' | 'no' };
  readonly invited_count?: number;
  readonly registration?: Registration;
  /** When this person registered. */
  readonly registered?: number;
  readonly registered_count?: number;
}

export interface Shape {
  /** The part of its name that was made at random: sent again, it is the same room. */
  readonly id: string;
  readonly template: Template;
  readonly langs: readonly string[];
  readonly title: Texts;
  readonly summary: Texts;
  readonly date: string;
  readonly time: string;
  readonly zone: string;
  readonly minutes: string;
  readonly opens: boolean;
  readonly stream: string;
  readonly hosts: readonly Picked[];
  /** The kind of certificate that they must have; '': none. */
  readonly credential: string;
  readonly to: To;
  readonly countries: readonly string[];
  readonly roles: readonly string[];
  readonly series: string;
  /** Its name; '': of none. */
  readonly course: string;
  /** Of a course: who comes late sees the discussions begun before. Said once. */
  readonly history: boolean;
  /** What is spoken there. */
  readonly spoken: readonly string[];
  /** Who comes registers, and is asked these. */
  readonly registers: boolean;
  readonly asks: readonly Asked[];
  /** A new one begins with what its template has; of a course, this many units. */
  readonly outline: boolean;
  readonly units: string;
}
export type Faults = { readonly [field in 'title' | 'summary' | 'date' | 'minutes' | 'stream' | 'hosts' | 'countries' | 'series' | 'asks' | 'units']?: Key };

const ID_LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

export function idMake(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => ID_LETTERS[byte % ID_LETTERS.length]).join('');
}

export function shapeNew(lang: string, zone: string, me: Picked): Shape {
  return {
    id: idMake(), template: 'webinar', langs: [lang], title: {}, summary: {}, date: '', time: '', zone, minutes: '60', opens: false, stream: '',
    hosts: [me], credential: '', to: 'invited', countries: [], roles: [], series: '', course: '', history: true, spoken: [], registers: false, asks: [], outline: true, units: '8',
  };
}

export function shapeOf(got: Got, lang: string, zone: string): Shape {
  const langs = [...new Set([...Object.keys(got.title), ...Object.keys(got.summary ?? {})])];
  return {
    ...shapeNew(lang, got.zone ?? zone, { id: '', name: '' }), id: got.of.slice(got.of.indexOf(':') + 1), template: got.template ?? 'course', langs: langs.length > 0 ? langs : [lang],
    title: got.title, summary: got.summary ?? {}, ...(got.start === undefined ? {} : zonedOf(got.start, got.zone ?? zone)), minutes: got.minutes === undefined ? '' : String(got.minutes),
    opens: got.opens === true, stream: got.stream?.url ?? '', hosts: (got.hosts ?? []).map((id) => ({ id, name: got.names?.[id] ?? id })), credential: got.asks ?? '',
    to: got.who?.to ?? 'invited', countries: got.who?.countries ?? [], roles: got.who?.roles ?? [], series: got.series ?? '', course: got.course ?? '', history: got.history ?? true, spoken: got.languages ?? [],
    registers: got.registration !== undefined, asks: (got.registration?.questions ?? []).map(askedOf),
  };
}

/** A course has as many units as one says. */
export function isCounted(template: Template): boolean {
  return template === 'spoc' || template === 'course';
}

export function unitsOf({ units }: Pick<Shape, 'units'>): number | undefined {
  const number = Number(units);
  return Number.isInteger(number) && number >= 1 && number <= BOUNDS.OUTLINE_UNITS ? number : undefined;
}

/** Whether it can be said what those see who come late: not where everybody comes as they like. */
export function hasHistory({ template, to }: Pick<Shape, 'template' | 'to'>): boolean {
  return template !== 'webinar' && to !== 'academy';
}

/** What `room.create` is told beside what `room.change` has too. */
export function freshOf(shape: Shape): JsonObject {
  const { template, outline } = shape;
  const units = isCounted(template) ? unitsOf(shape) : undefined;
  return { template, ...(hasHistory(shape) && !shape.history ? { history: false } : {}), ...(outline && template !== 'webinar' ? { outline, ...(units === undefined ? {} : { units }) } : {}) };
}

export function nameOf({ template, id }: Pick<Shape, 'template' | 'id'>): string {
  return `${template === 'webinar' ? 'webinar' : 'course'}:${id}`;
}

function filled(texts: Texts, langs: readonly string[]): Texts {
  return Object.fromEntries(langs.map((lang) => [lang, (texts[lang] ?? '').trim()]).filter(([, text]) => text !== ''));
}

/** By how its address ends. */
export function streamType(url: string): 'hls' | 'mp4' | undefined {
  const path = url.replace(/[?#].*$/, '').toLowerCase();
  return path.endsWith('.m3u8') ? 'hls' : path.endsWith('.mp4') ? 'mp4' : undefined;
}

const MINUTES_MAX = 2880;

/** `before`: it has a start, which can be moved and not taken away. */
export function faultsOf(shape: Shape, before?: Got): Faults {
  const { template, langs, title, summary, date, time, zone, minutes, opens, stream, hosts, to, countries, roles, series } = shape;
  const faults: { -readonly [field in keyof Faults]: Faults[field] } = {};
  const titles = Object.values(filled(title, langs));
  if (titles.length === 0) faults.title = 'rooms.wants.title';
  else if (titles.some((text) => chars(text) > BOUNDS.TITLE_CHARS)) faults.title = 'rooms.wants.less';
  if (Object.values(filled(summary, langs)).some((text) => chars(text) > BOUNDS.SUMMARY_CHARS)) faults.summary = 'rooms.wants.less';
  if ((date !== '') !== (time !== '')) faults.date = 'rooms.wants.both';
  else if (date !== '' && momentOf({ date, time }, zone) === undefined) faults.date = 'rooms.wants.date';
  else if (date === '' && (opens || before?.start !== undefined) && template === 'webinar') faults.date = 'rooms.wants.start';
  if (minutes !== '' && !(Number.isInteger(Number(minutes)) && Number(minutes) >= 1 && Number(minutes) <= MINUTES_MAX)) faults.minutes = 'rooms.wants.minutes';
  if (stream.trim() !== '' && (!/^(https?:\/\/|\/)\S+$/.test(stream.trim()) || !streamType(stream.trim()))) faults.stream = 'rooms.wants.stream';
  if (hosts.length === 0) faults.hosts = 'rooms.wants.host';
  if (to === 'some' && countries.length === 0 && roles.length === 0) faults.countries = 'rooms.wants.some';
  if (shape.registers && shape.asks.some((ask) => askWrong(ask, langs))) faults.asks = 'rooms.ask.wrong';
  if (!before && shape.outline && isCounted(template) && unitsOf(shape) === undefined) faults.units = 'rooms.wants.units';
  if (chars(series.trim()) > BOUNDS.SERIES_CHARS) faults.series = 'rooms.wants.less';
  return faults;
}

/** What begins on a day: a work space and a library do not. */
export function isDated(template: Template): boolean {
  return template === 'webinar' || template === 'spoc' || template === 'course';
}

/** All of it, as `room.create` has it. */
export function dataOf(shape: Shape): JsonObject {
  const { template, langs, zone, minutes, opens, stream, hosts, to, countries, roles } = shape;
  const start = isDated(template) ? momentOf(shape, zone) : undefined;
  const [summary, url] = [filled(shape.summary, langs), stream.trim()];
  return {
    of: nameOf(shape), title: filled(shape.title, langs), ...(Object.keys(summary).length > 0 ? { summary } : {}),
    ...(start === undefined ? {} : { start, zone }), ...(template === 'webinar' && minutes !== '' ? { minutes: Number(minutes) } : {}),
    ...(template === 'webinar' ? { opens } : {}), ...(template === 'webinar' && url !== '' ? { stream: { url, type: streamType(url) ?? 'hls' } } : {}),
    hosts: hosts.map(({ id }) => id), ...(shape.credential === '' ? {} : { asks: shape.credential }),
    who: { to, ...(to === 'some' && countries.length > 0 ? { countries: [...countries] } : {}), ...(to === 'some' && roles.length > 0 ? { roles: [...roles] } : {}) },
    series: shape.series.trim(), ...(template === 'webinar' && shape.course !== '' ? { course: shape.course } : {}), ...(template === 'webinar' && shape.spoken.length > 0 ? { languages: [...shape.spoken] } : {}), ...(shape.registers && template === 'webinar' ? { registration: { questions: shape.asks.map((ask) => questionOf(ask, langs)) } } : {}),
  };
}

/** What is another than before, as `room.change` has it; undefined: nothing. */
export function changeOf(shape: Shape, before: Shape): JsonObject | undefined {
  const [now, then] = [dataOf(shape), dataOf(before)];
  const changed = Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(then[name]));
  const gone = ['summary', 'registration', 'languages'].filter((name) => then[name] !== undefined && now[name] === undefined).map((name) => [name, name === 'languages' ? [] : {}] as const);
  const data = { ...Object.fromEntries(changed), ...Object.fromEntries(gone), ...(before.credential !== '' && shape.credential === '' ? { asks: '' } : {}) };
  return Object.keys(data).length > 0 ? { of: nameOf(shape), ...data } : undefined;
}
