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
    const { signal } = this.stop;
    try {
      await this.post(url, signal);
    } catch {
      // Lost, or closed: the same to the SDK.
    }
    if (!signal.aborted) this.onerror({});
  }

  private async post(url: URL, signal: AbortSignal): Promise<void> {
    const body = url.searchParams.get('cf_connect');
    url.search = '';
    const headers = { 'Content-Type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body, signal });
    if (!response.ok || !response.body) return;
    this.onopen({});
    await this.take(response.body.getReader());
  }

  private async take(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const all = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = all.pop() ?? '';
      for (const event of all) this.onmessage({ data: event.slice('data: '.length) });
    }
  }
}
