// SPDX-License-Identifier: Apache-2.0
// How the SDK goes round a WebSocket that no proxy lets pass: by an HTTP stream, else by events. Few ever do, so what does it is a file
// of its own (scripts/slim.mjs takes it out of the SDK), loaded when it is tried first.

type Kind = 'http_stream' | 'sse';

/** What the SDK asks of a way to connect. */
export interface Transport {
  initialize(protocol: string, callbacks: object, first: string): unknown;
  close(): void;
  send(data: string, session: string, node: string): void;
}
export type TransportClass = new (endpoint: string, options: object) => Transport;

abstract class Later {
  protected abstract readonly kind: Kind;
  private made: Transport | undefined;
  private closed = false;

  constructor(private readonly endpoint: string, private readonly options: object) {}

  name(): string {
    return this.kind;
  }

  subName(): string {
    return this.kind;
  }

  emulation(): boolean {
    return true;
  }

  supported(): boolean {
    return true;
  }

  async initialize(protocol: string, callbacks: object, first: string): Promise<void> {
    const made = await this.make();
    if (this.closed) return;
    this.made = made;
    made.initialize(protocol, callbacks, first);
  }

  close(): void {
    this.closed = true;
    this.made?.close();
  }

  send(data: string, session: string, node: string): void {
    this.made?.send(data, session, node);
  }

  private async make(): Promise<Transport> {
    const { HttpStreamTransport, PostedTransport } = await import('./streamed.ts');
    return new (this.kind === 'sse' ? PostedTransport : HttpStreamTransport)(this.endpoint, this.options);
  }
}

export class HttpStreamTransport extends Later {
  protected readonly kind = 'http_stream';
}

export class SseTransport extends Later {
  protected readonly kind = 'sse';
}
