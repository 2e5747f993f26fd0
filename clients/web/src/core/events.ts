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
      await (await import('./posted.ts')).posted(this, url, signal);
    } catch {
      // Lost, or closed: the same to the SDK.
    }
    if (!signal.aborted) this.onerror({});
  }
}
