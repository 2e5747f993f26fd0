// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeOf, faultOf, fieldsOf, opensMore, wordsOf } from '../src/pages/academy/people/fields.ts';
import { filtersOf, isFiltered, listAddress, questionOf } from '../src/pages/academy/people/find.ts';
import type { Person } from '../src/pages/academy/people/find.ts';
import { FileFault, became, compared, countsOf, patiently, pieceOf, utf8Of, walk } from '../src/pages/academy/people/importing.ts';
import type { DoneRow, Piece, PlanRow } from '../src/pages/academy/people/importing.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const row = (line: number, what: PlanRow['what'], more: Partial<PlanRow> = {}): PlanRow => ({ line, what, key: `k${line}`, name: `N${line}`, ...more });

test('what stands in an address is what is asked for, and nothing else', () => {
  const filters = filtersOf({ q: ' Par ', country: 'TN', role: 'organiser', state: 'gone', after: 'm7', else: 'x' });
  assert.deepEqual(questionOf(filters), { prefix: 'Par', country: 'TN', role: 'organiser', after: 'm7' });
  assert.equal(listAddress(filters), '/academy/people?q=+Par+&country=TN&role=organiser&after=m7');
  assert.equal(listAddress(filtersOf({})), '/academy/people');
  assert.deepEqual(questionOf(filtersOf({ q: 'a@police.example' })), { mail: 'a@police.example' });
});

test('a coordinator looks at one of their countries, and at no other', () => {
  const own = ['TN', 'DZ'];
  assert.equal(filtersOf({}, own).country, 'TN');
  assert.equal(filtersOf({ country: 'FR' }, own).country, 'TN');
  assert.equal(filtersOf({ country: 'DZ' }, own).country, 'DZ');
  assert.equal(isFiltered(filtersOf({}, own), own), false);
  assert.equal(isFiltered(filtersOf({ country: 'TN' })), true);
});

const PERSON: Person = {
  id: 'm7', name: 'Par', country: 'TN', languages: ['ar', 'fr'], coordinates: [], roles: ['member', 'manager'], state: 'active', since: 1, mail: 'a@police.example',
};

test('a change says only what is another than it was', () => {
  const fields = fieldsOf(PERSON);
  assert.deepEqual(changeOf(PERSON, fields), {});
  assert.deepEqual(changeOf(PERSON, { ...fields, languages: ['fr', 'ar'] }), { languages: ['fr', 'ar'] });
  assert.deepEqual(changeOf(PERSON, { ...fields, roles: ['organiser', 'manager'] }), { roles: ['organiser', 'manager'] });
  assert.deepEqual(changeOf({ ...PERSON, roles: ['member', 'manager', 'organiser'] }, { ...fields, roles: ['organiser', 'manager'] }), {});
  assert.deepEqual(changeOf(PERSON, { ...fields, roles: [] }), { roles: [] });
  assert.deepEqual(changeOf(PERSON, { ...fields, roles: ['manager', 'coordinator'], coordinates: ['TN'] }), { roles: ['manager', 'coordinator'], coordinates: ['TN'] });
});

test('who no longer coordinates has no countries', () => {
  const coordinator: Person = { ...PERSON, roles: ['member', 'coordinator'], coordinates: ['TN'] };
  assert.deepEqual(changeOf(coordinator, { ...fieldsOf(coordinator), roles: [] }), { roles: [], coordinates: [] });
});

test('a form is looked at before it is sent', () => {
  const good = { ...fieldsOf(undefined), name: 'Par' };
  assert.equal(faultOf(good), undefined);
  assert.deepEqual(wordsOf(good), { name: 'Par', languages: [], roles: [], coordinates: [] });
  assert.equal(faultOf({ ...good, name: ' ' }), 'name');
  assert.equal(faultOf({ ...good, name: 'x'.repeat(81) }), 'name');
  assert.equal(faultOf({ ...good, mail: 'a@b' }), 'mail');
  assert.equal(faultOf({ ...good, roles: ['coordinator'] }), 'coordinates');
});

test('a new organiser is asked about, and nobody else', () => {
  assert.equal(opensMore(['member'], ['organiser']), true);
  assert.equal(opensMore(['organiser'], ['organiser', 'manager']), false);
  assert.equal(opensMore(['organiser'], ['manager']), false);
});

test('files in UTF-8 and in UTF-16 are read; others are refused', () => {
  const text = 'name\nزينب\n';
  assert.deepEqual(utf8Of(bytes(`\ufeff${text}`)), bytes(text));
  const wide = new Uint8Array(2 + 2 * text.length);
  wide.set([0xff, 0xfe]);
  for (let at = 0; at < text.length; at++) wide.set([text.charCodeAt(at) & 255, text.charCodeAt(at) >> 8], 2 + 2 * at);
  assert.deepEqual(utf8Of(wide), bytes(text));
  const fault = (given: Uint8Array, which: string): void => assert.throws(() => utf8Of(given), (error) => error instanceof FileFault && error.fault === which);
  fault(new Uint8Array([110, 97, 233, 10]), 'encoding');
  fault(bytes('name\0\n'), 'encoding');
  fault(bytes(' \n'), 'empty');
});

test('a piece ends between characters', () => {
  const whole = bytes('ش'.repeat(15_000));
  const first = pieceOf(whole, 0);
  assert.equal(first.whole, false);
  assert.doesNotMatch(first.text, /\ufffd/);
  assert.equal(pieceOf(whole, bytes(first.text).length).whole, true);
});

// A server that takes whole lines of each piece, and knows nothing of people.
function lines(sent: Piece[]) {
  return async (piece: Piece) => {
    sent.push(piece);
    const taken = piece.whole ? piece.text.length : piece.text.lastIndexOf('\n') + 1;
    const count = piece.text.slice(0, taken).split('\n').length - 1 - (piece.columns ? 0 : 1);
    return { columns: ['name'], separator: ',', taken: bytes(piece.text.slice(0, taken)).length, line: (piece.line ?? 2) + count };
  };
}

test('17,000 lines go out in pieces, each once, each with what the first said of the columns', async () => {
  const text = `name\n${Array.from({ length: 17_000 }, (_, at) => `مشارك ${at}\n`).join('')}`;
  const sent: Piece[] = [];
  const shares: number[] = [];
  await walk(bytes(text), undefined, lines(sent), (answer, share) => {
    shares.push(share);
    return answer;
  }, () => false);
  assert.ok(sent.length > 5 && sent.length < 40, String(sent.length));
  assert.equal(sent.at(-1)?.whole, true);
  assert.deepEqual(sent.map(({ columns }) => columns?.join()), [undefined, ...sent.slice(1).map(() => 'name')]);
  assert.deepEqual(shares, [...shares].sort((a, b) => a - b));
  assert.equal(shares.at(-1), 1);
  const last = sent.at(-1);
  assert.equal((last?.line ?? 0) + (last?.text.split('\n').length ?? 0) - 1, 17_002);
});

test('a line that does not fit into a piece is told, and stopping stops', async () => {
  const endless = async (): Promise<{ columns: string[]; separator: string; taken: number; line: number }> => ({ columns: [], separator: ',', taken: 0, line: 2 });
  await assert.rejects(walk(bytes('name\n'), undefined, endless, (answer) => answer, () => false), (error) => error instanceof FileFault && error.fault === 'long');
  const sent: Piece[] = [];
  await walk(bytes('x\n'.repeat(30_000)), undefined, lines(sent), (answer) => answer, () => sent.length === 2);
  assert.equal(sent.length, 2);
});

test('the second line about a person is refused, and says which was the first', () => {
  const seen = new Map<string, number>();
  assert.deepEqual(compared([row(2, 'add', { key: 'a' }), row(3, 'refused', { key: 'a' })], seen).map(({ what }) => what), ['add', 'refused']);
  const [second] = compared([row(9, 'change', { key: 'a' })], seen);
  assert.deepEqual([second?.what, second?.error, second?.first], ['refused', 'twice', 2]);
});

test('what became of a line: refused by the server, done, or found done by a piece that came twice', () => {
  const plan = [row(2, 'add'), row(3, 'change', { person: 'm3' }), row(4, 'same'), row(5, 'refused', { error: 'twice' }), row(6, 'add')];
  const done = new Map<number, DoneRow>([
    [2, { line: 2, what: 'same', person: 'm9' }], [3, { line: 3, what: 'refused', error: 'last_organiser' }], [5, { line: 5, what: 'skip' }],
  ]);
  const rows = became(plan, done);
  assert.deepEqual(countsOf(rows), { add: 2, change: 0, same: 1, refused: 2 });
  assert.equal(rows[0]?.person, 'm9');
  assert.equal(rows[1]?.error, 'last_organiser');
});

test('what is refused for now is asked again, after as long as the server says', async () => {
  const waits: number[] = [];
  let asked = 0;
  const busy = { code: 111, temporary: true, message: 'too many requests retry_ms=250' };
  const answer = await patiently(async () => {
    if (++asked < 3) throw busy;
    return 'done';
  }, undefined, async (ms) => void waits.push(ms));
  assert.equal(answer, 'done');
  assert.deepEqual(waits, [250, 250]);
  await assert.rejects(patiently(async () => {
    throw new Error('for good');
  }, undefined, async () => undefined));
});
