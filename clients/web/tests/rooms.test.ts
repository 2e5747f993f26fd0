// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersSent, askWrong, askedOf, csvOf, questionOf as questionOfAsk, unanswered } from '../src/pages/academy/rooms/asks.ts';
import type { Asked } from '../src/pages/academy/rooms/asks.ts';
import { fits, questionOf } from '../src/pages/academy/rooms/kinds.ts';
import { chunks, listRead } from '../src/pages/academy/rooms/pasted.ts';
import { changeOf, dataOf, faultsOf, freshOf, shapeNew, shapeOf, streamType } from '../src/pages/academy/rooms/shape.ts';
import type { Got, Shape } from '../src/pages/academy/rooms/shape.ts';
import { momentOf, zonedOf } from '../src/core/zoned.ts';

test('an hour means a moment by the rules of its zone on that day', () => {
  const at = (zone: string, date: string, time = '10:00'): string => new Date(momentOf({ date, time }, zone) ?? 0).toISOString();
  assert.equal(at('Europe/Paris', '2026-10-19'), '2026-10-19T08:00:00.000Z');
  assert.equal(at('Europe/Paris', '2026-10-26'), '2026-10-26T09:00:00.000Z');
  assert.equal(at('Asia/Kolkata', '2026-01-01', '00:15'), '2025-12-31T18:45:00.000Z');
  assert.equal(at('UTC', '2026-01-01'), '2026-01-01T10:00:00.000Z');
  // 02:30 is left out that night: half an hour into summer time.
  assert.equal(at('Europe/Paris', '2026-03-29', '02:30'), '2026-03-29T01:30:00.000Z');
  assert.equal(at('America/New_York', '2026-11-01', '00:30'), '2026-11-01T04:30:00.000Z');
});

test('a moment is shown as it was written, throughout a year', () => {
  for (const zone of ['Europe/Paris', 'America/St_Johns', 'Asia/Kathmandu']) {
    for (let ms = Date.UTC(2026, 0, 1); ms < Date.UTC(2027, 0, 1); ms += 61 * 3_600_000) {
      const moment = momentOf(zonedOf(ms, zone), zone) ?? 0;
      // The hour that comes twice in autumn has two moments.
      assert.ok(moment === ms || (Math.abs(moment - ms) === 3_600_000 && zonedOf(moment, zone).time === zonedOf(ms, zone).time), `${zone} ${new Date(ms).toISOString()}`);
    }
  }
});

test('what is no date is none', () => {
  for (const [date, time] of [['', ''], ['2026-01-01', ''], ['', '10:00'], ['2026-13-01', '10:00'], ['soon', '10:00']] as const) assert.equal(momentOf({ date, time }, 'UTC'), undefined);
});

const me = { id: 'm1', name: 'Organiser 1' };
const shape = (change: Partial<Shape> = {}): Shape => ({ ...shapeNew('en', 'UTC', me), id: 'abc', title: { en: ' Phones ' }, ...change });

test('a form says at each field what it wants', () => {
  assert.deepEqual(faultsOf(shape()), {});
  assert.deepEqual(faultsOf(shape({ title: { en: '  ' } })), { title: 'rooms.wants.title' });
  assert.deepEqual(faultsOf(shape({ title: { en: 'x'.repeat(201) } })), { title: 'rooms.wants.less' });
  assert.deepEqual(faultsOf(shape({ title: { en: 'A', fr: 'x'.repeat(201) } })), {}, 'a language that was taken out does not count');
  assert.deepEqual(faultsOf(shape({ date: '2026-01-01' })), { date: 'rooms.wants.both' });
  assert.deepEqual(faultsOf(shape({ opens: true })), { date: 'rooms.wants.start' });
  assert.deepEqual(faultsOf(shape({ opens: true, template: 'spoc' })), {});
  assert.deepEqual(faultsOf(shape({ minutes: '0' })), { minutes: 'rooms.wants.minutes' });
  assert.deepEqual(faultsOf(shape({ minutes: '' })), {});
  assert.deepEqual(faultsOf(shape({ stream: 'ftp://x/a.mp4' })), { stream: 'rooms.wants.stream' });
  assert.deepEqual(faultsOf(shape({ stream: 'https://x/a.webm' })), { stream: 'rooms.wants.stream' });
  assert.deepEqual(faultsOf(shape({ hosts: [] })), { hosts: 'rooms.wants.host' });
  assert.deepEqual(faultsOf(shape({ to: 'some' })), { countries: 'rooms.wants.some' });
  assert.deepEqual(faultsOf(shape({ to: 'some', roles: ['manager'] })), {});
});

test('what is sent is what stands in the form, and of a course nothing of a session', () => {
  const webinar = shape({ date: '2026-11-26', time: '16:00', zone: 'Europe/Paris', langs: ['en', 'ar'], title: { en: 'Phones', ar: 'هواتف', fr: 'gone' }, stream: 'https://x/a.m3u8?t=1', to: 'some', countries: ['TN'], series: ' Phones ' });
  assert.deepEqual(dataOf(webinar), {
    of: 'webinar:abc', title: { en: 'Phones', ar: 'هواتف' }, start: Date.parse('2026-11-26T15:00:00Z'), zone: 'Europe/Paris', minutes: 60, opens: false, stream: { url: 'https://x/a.m3u8?t=1', type: 'hls' },
    hosts: ['m1'], who: { to: 'some', countries: ['TN'] }, series: 'Phones',
  });
  assert.deepEqual(dataOf({ ...webinar, template: 'spoc' }), { of: 'course:abc', title: { en: 'Phones', ar: 'هواتف' }, start: Date.parse('2026-11-26T15:00:00Z'), zone: 'Europe/Paris', hosts: ['m1'], who: { to: 'some', countries: ['TN'] }, series: 'Phones' });
  assert.equal(dataOf({ ...webinar, template: 'workspace' }).start, undefined, 'a work space has no dates');
  assert.equal(streamType('https://x/A.MP4#t'), 'mp4');
});

test('that who comes late sees no earlier discussion is said when a course is made, where people are let in', () => {
  const late = { ...shape({ template: 'spoc' as const, to: 'invited' as const, outline: false }), history: false };
  assert.deepEqual(freshOf(late), { template: 'spoc', history: false });
  assert.deepEqual(freshOf({ ...late, history: true }), { template: 'spoc' });
  assert.deepEqual(freshOf({ ...late, to: 'academy' }), { template: 'spoc' });
  assert.deepEqual(freshOf({ ...late, template: 'webinar' }), { template: 'webinar' });
  const got: Got = { of: 'course:c1', template: 'spoc', title: { en: 'C' }, phase: 'live', by: 'm1', edits: true, who: { to: 'invited' }, history: false };
  const before = shapeOf(got, 'en', 'UTC');
  assert.equal(before.history, false);
  assert.equal(changeOf({ ...before, history: true }, before), undefined);
});

test('of a room that is changed only what is another is sent', () => {
  const got: Got = {
    of: 'webinar:w1', template: 'webinar', title: { en: 'Phones' }, summary: { en: 'Why' }, start: Date.parse('2026-11-26T15:00:00Z'), minutes: 60, by: 'm1', edits: true, hosts: ['m1'],
    names: { m1: 'Organiser 1' }, who: { to: 'academy' }, series: 'A',
  };
  const before = shapeOf(got, 'fr', 'Europe/Paris');
  assert.deepEqual(before.langs, ['en']);
  assert.equal(before.time, '16:00');
  assert.equal(changeOf(before, before), undefined);
  const [spoken, silent] = [{ ...before, spoken: ['fr', 'ar'] }, { ...before, spoken: [] }];
  assert.deepEqual(changeOf(spoken, silent), { of: 'webinar:w1', languages: ['fr', 'ar'] });
  assert.deepEqual(changeOf(silent, spoken), { of: 'webinar:w1', languages: [] });
  assert.deepEqual(shapeOf({ ...got, zone: 'Africa/Tunis' }, 'fr', 'Europe/Paris').zone, 'Africa/Tunis', 'its own zone goes before the reader’s');
  assert.deepEqual(changeOf({ ...before, time: '17:00' }, before), { of: 'webinar:w1', start: Date.parse('2026-11-26T16:00:00Z') });
  assert.deepEqual(changeOf({ ...before, summary: { en: ' ' }, series: '' }, before), { of: 'webinar:w1', series: '', summary: {} });
  assert.deepEqual(faultsOf({ ...before, date: '', time: '' }, got), { date: 'rooms.wants.start' });
  // What hosts must have is asked, and no more, by one word.
  const asking = shapeOf({ ...got, asks: 'instructor' }, 'en', 'UTC');
  assert.deepEqual(changeOf({ ...before, credential: 'instructor' }, before), { of: 'webinar:w1', asks: 'instructor' });
  assert.equal(changeOf(asking, asking), undefined);
  assert.deepEqual(changeOf({ ...asking, credential: '' }, asking), { of: 'webinar:w1', asks: '' });
});

test('a list of rooms is asked for by what stands in the address', () => {
  assert.deepEqual(questionOf({ show: 'mine', kind: 'any', words: ' a ' }), { scope: 'mine', words: 'a', limit: 30 });
  assert.deepEqual(questionOf({ show: 'all', kind: 'any', words: '' }, 'webinar:w1'), { after: 'webinar:w1', limit: 30 });
  assert.deepEqual(questionOf({ show: 'all', kind: 'soon', words: '' }), { scope: 'soon', limit: 30 });
  const room = { of: 'webinar:w1', template: 'webinar', title: {}, phase: 'live' } as const;
  assert.ok(fits({ show: 'mine', kind: 'live', words: '' }, room));
  assert.ok(!fits({ show: 'mine', kind: 'ended', words: '' }, room));
  assert.ok(!fits({ show: 'archived', kind: 'spoc', words: '' }, room));
});

test('a list is read as people paste it, and each stands once', () => {
  assert.deepEqual(listRead('Participant 17 <p17@police.example>, m12;\n"Member 4 of Tunis"\n\nm12 ، p18@x.example'), ['p17@police.example', 'm12', 'Member 4 of Tunis', 'p18@x.example']);
  assert.deepEqual(listRead(' \n,;'), []);
  assert.deepEqual(chunks([1, 2, 3, 4, 5], 2), [[1, 2], [3, 4], [5]]);
});

const langs = ['en', 'ar'];
const asked = (change: Partial<Asked> = {}): Asked => ({ kind: 'text', title: { en: ' Which unit? ' }, required: true, lines: {}, ...change });

test('a question is written whole in the languages of its room', () => {
  assert.equal(askWrong(asked(), langs), false);
  assert.equal(askWrong(asked({ title: { fr: 'Quoi ?' } }), langs), true, 'a language that was taken out does not count');
  const choice = asked({ kind: 'choice', lines: { en: 'Phones\n\n Cars ', ar: 'هواتف\nسيارات' } });
  assert.equal(askWrong(choice, langs), false);
  assert.equal(askWrong({ ...choice, lines: { en: 'Phones' } }, langs), true);
  assert.equal(askWrong({ ...choice, lines: { en: 'Phones\nCars', ar: 'هواتف' } }, langs), true);
  assert.deepEqual(questionOfAsk(choice, langs), { kind: 'choice', title: { en: 'Which unit?' }, required: true, options: [{ en: 'Phones', ar: 'هواتف' }, { en: 'Cars', ar: 'سيارات' }] });
  assert.deepEqual(askedOf({ kind: 'choice', title: { en: 'A' }, options: [{ en: 'x', ar: 'س' }, { en: 'y', ar: 'ص' }] }).lines, { en: 'x\ny', ar: 'س\nص' });
});

test('who registers answers what must be answered', () => {
  const questions = [{ kind: 'text', title: {}, required: true }, { kind: 'yesno', title: {}, required: true }, { kind: 'choice', title: {} }] as const;
  assert.deepEqual(unanswered(questions, {}), [1, 2]);
  assert.deepEqual(unanswered(questions, { 1: ' ', 2: false }), [1]);
  assert.deepEqual(unanswered(questions, { 1: 'x'.repeat(501), 2: true }), [1]);
  assert.deepEqual(unanswered(questions, { 1: 'a', 2: false }), []);
  assert.deepEqual(answersSent({ 1: ' a ', 2: false, 3: ' ' }), { 1: 'a', 2: false });
});

test('a room that asks says so, and no longer when that is taken away', () => {
  const webinar = shape({ registers: true, asks: [asked()] });
  assert.deepEqual(dataOf(webinar)['registration'], { questions: [{ kind: 'text', title: { en: 'Which unit?' }, required: true }] });
  assert.deepEqual(faultsOf(shape({ registers: true, asks: [asked({ title: {} })] })), { asks: 'rooms.ask.wrong' });
  assert.deepEqual(changeOf({ ...webinar, registers: false }, webinar), { of: 'webinar:abc', registration: {} });
});

test('a table of answers holds no formula', () => {
  assert.equal(csvOf([['=1+1', 'a "b"'], ['-x', '@y']]), '\ufeff"\'=1+1","a ""b"""\r\n"\'-x","\'@y"\r\n');
});
