// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { HttpStreamTransport, SseTransport } from '../src/core/streams.ts';

const real = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = real;
});

/** What is asked of a server that answers with `body` and keeps nothing open. */
function asked(body: string): string[] {
  const addresses: string[] = [];
  globalThis.fetch = ((url: URL | string) => {
    addresses.push(String(url));
    return Promise.resolve(new Response(body));
  }) as typeof fetch;
  return addresses;
}

const options = { fetch: (...all: Parameters<typeof fetch>) => globalThis.fetch(...all), readableStream: ReadableStream, emulationEndpoint: 'https://a.example/emulation' };
type Way = new (endpoint: string, options: object) => HttpStreamTransport | SseTransport;

/** What is heard of a way to connect, until it is over. */
async function heard(way: Way): Promise<string[]> {
  const said: string[] = [];
  await new Promise<void>((done) => {
    const callbacks = { onOpen: () => said.push('open'), onMessage: (data: string) => said.push(data), onError: () => said.push('error'), onClose: () => done() };
    void new way('https://a.example/way', options).initialize('json', callbacks, '{"id":1}');
  });
  return said;
}

test('both ways round a WebSocket are loaded when they are tried, and are the SDK\'s', async () => {
  assert.deepEqual([asked('{"a":1}\n{"b":2}\n'), await heard(HttpStreamTransport)], [['https://a.example/way'], ['open', '{"a":1}', '{"b":2}']]);
  assert.deepEqual([asked('data: {"a":1}\n\n'), await heard(SseTransport)], [['https://a.example/way'], ['open', '{"a":1}', 'error']]);
});

test('one that is closed before it has come connects nowhere', async () => {
  const addresses = asked('');
  for (const way of [HttpStreamTransport, SseTransport]) {
    const transport = new way('https://a.example/way', options);
    const begun = transport.initialize('json', {}, '');
    transport.close();
    await begun;
  }
  assert.deepEqual(addresses, []);
});
