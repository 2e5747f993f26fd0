// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { dictionaryKept, inflated, packedSocket, unpacked } from '../src/core/packed.ts';
import { socketClass } from '../src/core/socket.ts';
import type { Dictionary, Keep, Socket } from '../src/core/packed.ts';

const ROOT = process.env['MUSTER_WEB_ROOT'] ?? '';
const bytes = new Uint8Array(readFileSync(join(ROOT, '../../protocol/dictionary.bin')));
const id = createHash('sha256').update(bytes).digest().subarray(0, 12).toString('base64url');
const content = deflateRawSync(bytes).toString('base64');
const MAX = 1 << 20;

function memory(): Keep & { readonly all: Map<string, string> } {
  const all = new Map<string, string>();
  return {
    all,
    get: (key) => all.get(key) ?? null,
    set: (key, value) => { if (value === null) all.delete(key); else all.set(key, value); },
  };
}

function packed(text: string): Uint8Array {
  return Uint8Array.of(1, ...deflateRawSync(text, { dictionary: bytes }));
}

/** A socket under the test's hand, and what came of it. */
function rig(keep: Keep, known?: Dictionary): { socket: Socket; inner: Inner; heard: unknown[] } {
  const made: Inner[] = [];
  class Base extends Inner {
    constructor(url: string) {
      super(url);
      made.push(this);
    }
  }
  const socket = new (packedSocket(Base, keep, known, MAX))('ws://here');
  const heard: unknown[] = [];
  socket.onmessage = ({ data }) => heard.push(data);
  const [inner] = made;
  assert.ok(inner);
  return { socket, inner, heard };
}

class Inner implements Socket {
  readyState = 0;
  binaryType = '';
  onopen = null;
  onerror = null;
  onclose = null;
  onmessage: Socket['onmessage'] = null;
  readonly sent: string[] = [];
  closed = false;
  constructor(readonly url: string) {}
  send(text: string): void { this.sent.push(text); }
  close(): void { this.closed = true; }
  say(data: unknown): void { this.onmessage?.({ data: data instanceof Uint8Array ? data.slice().buffer : data }); }
}

const welcome = (dict: object): string => JSON.stringify({ id: 1, connect: { client: 'c', flag: 1, dict } });

test('connect asks for packed frames, the rest goes as it is', () => {
  const { socket, inner } = rig(memory());
  socket.send('{"id":1,"connect":{"token":"t"}}\n{"id":2,"subscribe":{"channel":"webinar:w1"}}');
  socket.send('{}');
  assert.deepEqual(inner.sent, ['{"id":1,"connect":{"token":"t","flag":1}}\n{"id":2,"subscribe":{"channel":"webinar:w1"}}', '{}']);
  assert.equal(inner.binaryType, 'arraybuffer');
});

test('what is sent while a socket closes goes nowhere, packed or not', () => {
  for (const pack of [false, true]) {
    const made: Inner[] = [];
    class Base extends Inner {
      constructor(url: string) {
        super(url);
        made.push(this);
      }
    }
    const socket = new (socketClass(() => (pack ? packedSocket(Base, memory(), undefined, MAX) : Base)))('ws://here');
    const [inner] = made;
    assert.ok(inner);
    socket.send('{}');
    inner.readyState = 2;
    socket.send('{"id":2}');
    assert.equal(inner.sent.length, 1);
  }
});

test('frames are unpacked with the dictionary of the reply, which is kept', async () => {
  const keep = memory();
  const { inner, heard } = rig(keep);
  inner.say(welcome({ id, data_b64: content }));
  inner.say(packed('{"push":{"channel":"webinar:w1"}}'));
  inner.say(Uint8Array.of(0, ...new TextEncoder().encode('{"é":1}')));
  assert.deepEqual(heard.slice(1), ['{"push":{"channel":"webinar:w1"}}', '{"é":1}']);
  const known = await dictionaryKept(keep);
  assert.equal(known?.id, id);
  const next = rig(keep, known);
  next.socket.send('{"id":1,"connect":{}}');
  assert.deepEqual(next.inner.sent, [`{"id":1,"connect":{"flag":1,"dict":"${id}"}}`]);
  next.inner.say(welcome({ id }));
  next.inner.say(packed('{}'));
  assert.equal(next.heard[1], '{}');
});

test('a server that does not pack is heard as ever', () => {
  const { inner, heard } = rig(memory());
  inner.say('{"id":1,"connect":{"client":"c"}}');
  inner.say('{}');
  assert.equal(heard.length, 2);
});

test('what was changed where it is kept is forgotten', async () => {
  const keep = memory();
  keep.set('muster.dictionary', `${id} ${deflateRawSync('something else').toString('base64')}`);
  assert.equal(await dictionaryKept(keep), undefined);
  assert.equal(keep.all.size, 0);
  keep.set('muster.dictionary', `${id} !`);
  assert.equal(await dictionaryKept(keep), undefined);
});

test('a frame that cannot be unpacked ends the connection and the dictionary', () => {
  for (const bad of [Uint8Array.of(7, 1), Uint8Array.of(1, 0xff, 0xff), Uint8Array.of(), packed('{"long":"enough"}').slice(0, 8)]) {
    const keep = memory();
    const { inner, heard } = rig(keep);
    inner.say(welcome({ id, data_b64: content }));
    inner.say(bad);
    assert.equal(inner.closed, true);
    assert.equal(heard.length, 1);
    assert.equal(keep.all.size, 0);
  }
});

test('an unpacked frame has a bound', () => {
  const large = deflateRawSync(Buffer.alloc(4 * MAX));
  assert.throws(() => inflated(large, MAX), RangeError);
  assert.throws(() => unpacked(Uint8Array.of(1, ...large), bytes, MAX), RangeError);
  assert.equal(inflated(large, 4 * MAX).length, 4 * MAX);
});
