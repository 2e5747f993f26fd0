// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { PostedEvents } from '../src/core/events.ts';

interface Asked {
  readonly url: string;
  readonly init: RequestInit;
}

const real = globalThis.fetch;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
afterEach(() => {
  globalThis.fetch = real;
});

/** Answers fetch with these pieces of a body; `held` keeps it open after them. */
function answered(pieces: readonly Uint8Array[], { status = 200, held = false } = {}): Asked[] {
  const asked: Asked[] = [];
  globalThis.fetch = ((url: URL, init: RequestInit) => {
    asked.push({ url: String(url), init });
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(piece);
        init.signal?.addEventListener('abort', () => controller.error(new Error('aborted')));
        if (!held) controller.close();
      },
    });
    return Promise.resolve(new Response(body, { status }));
  }) as typeof fetch;
  return asked;
}

/** All that an event source says until it is over, or for a moment. */
async function heard(events: PostedEvents): Promise<string[]> {
  const said: string[] = [];
  return new Promise((done) => {
    events.onopen = () => said.push('open');
    events.onmessage = ({ data }) => said.push(data);
    events.onerror = () => done([...said, 'error']);
    setTimeout(() => done(said), 50);
  });
}

test('the first message is posted, and stands in no address', async () => {
  const asked = answered([]);
  await heard(new PostedEvents('https://a.example/connection/sse?cf_connect=%7B%22token%22%3A1%7D'));
  assert.equal(asked[0]?.url, 'https://a.example/connection/sse');
  assert.equal(asked[0]?.init.method, 'POST');
  assert.equal(asked[0]?.init.body, '{"token":1}');
});

test('events arrive whole however they were cut', async () => {
  const body = bytes('data: {"a":"é"}\n\ndata: {}\n\n');
  for (let at = 1; at < body.length; at++) {
    answered([body.slice(0, at), body.slice(at)]);
    assert.deepEqual(await heard(new PostedEvents('https://a.example/')), ['open', '{"a":"é"}', '{}', 'error']);
  }
});

test('a refusal and an end are errors, a close is none', async () => {
  answered([bytes('data: {}\n\n')], { status: 403 });
  assert.deepEqual(await heard(new PostedEvents('https://a.example/')), ['error']);
  answered([bytes('data: {}\n\n')], { held: true });
  const events = new PostedEvents('https://a.example/');
  const said = heard(events);
  setTimeout(() => events.close(), 10);
  assert.deepEqual(await said, ['open', '{}']);
});
