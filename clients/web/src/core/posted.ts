// SPDX-License-Identifier: Apache-2.0
// What PostedEvents hears: few ever need it, and it is a file of its own.
import type { PostedEvents } from './events.ts';

export async function posted(events: PostedEvents, url: URL, signal: AbortSignal): Promise<void> {
  const body = url.searchParams.get('cf_connect');
  url.search = '';
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body, signal });
  if (!response.ok || !response.body) return;
  events.onopen({});
  await take(events, response.body.getReader());
}

async function take(events: PostedEvents, reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const all = (rest + decoder.decode(value, { stream: true })).split('\n\n');
    rest = all.pop() ?? '';
    for (const event of all) events.onmessage({ data: event.slice('data: '.length) });
  }
}
