// SPDX-License-Identifier: Apache-2.0
// An EventSource for the SDK that posts the first message. The browser's own would put the token into an address,
// which proxies write down.

type Handler<Event> = (event: Event) => void;

/** What of an EventSource the SDK uses, for events of one line as the server sends them. */
export class PostedEvents {
  onopen: Handler<object> = () => undefined;
  onerror: Handler<object> = () => undefined;
  onmessage: Handler<{ data: string }> = () => undefined;
  private readonly stop = new AbortController();

  constructor(url: string) {
    void this.read(new URL(url));
  }

  close(): void {
    this.stop.abort();
  }

  private async read(url: URL): Promise<void> {
    const body = url.searchParams.get('cf_connect');
    url.search = '';
    try {
      const headers = { 'Content-Type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body, signal: this.stop.signal });
      if (response.ok && response.body) {
        this.onopen({});
        await this.take(response.body.getReader());
      }
    } catch {
      // Lost, or closed: the same to the SDK.
    }
    if (!this.stop.signal.aborted) this.onerror({});
  }

  private async take(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = events.pop() ?? '';
      for (const event of events) this.onmessage({ data: event.slice('data: '.length) });
    }
  }
}
