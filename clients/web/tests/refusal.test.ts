// SPDX-License-Identifier: Apache-2.0
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Centrifuge } from 'centrifuge';
import { refusalOf, retryHandedOn } from '../src/core/refusal.ts';

/** A server at the other end of the SDK: it lets everybody in and refuses every command with `error`. */
function refusing(error: object): new (url: string) => object {
  return class Refusing {
    onopen: (event: object) => void = () => undefined;
    onmessage: (event: { data: string }) => void = () => undefined;
    onclose: (event: object) => void = () => undefined;
    readyState = 1;
    constructor() {
      setImmediate(() => this.onopen({}));
    }
    send(text: string): void {
      for (const line of text.split('\n')) {
        const command = JSON.parse(line) as { id?: number; connect?: object };
        if (command.id === undefined) continue;
        const reply = command.connect ? { connect: { client: 'c', version: '' } } : { error };
        setImmediate(() => this.onmessage({ data: JSON.stringify({ id: command.id, ...reply }) }));
      }
    }
    close(): void {
      this.onclose({ code: 1000, reason: '' });
    }
  };
}

async function refused(error: object): Promise<unknown> {
  const client = new Centrifuge([{ transport: 'websocket', endpoint: 'ws://a.example' }], { websocket: refusing(error) });
  retryHandedOn(client);
  client.connect();
  try {
    return await client.rpc('chat.post', {});
  } catch (reason) {
    return refusalOf(reason);
  } finally {
    client.disconnect();
  }
}

test('what the server says of an error comes through the SDK', async () => {
  assert.deepEqual(await refused({ code: 411, message: 'slow mode: wait', temporary: true, retry_ms: 2900 }), { code: 411, temporary: true, retry_ms: 2900 });
  assert.deepEqual(await refused({ code: 406, message: 'away', temporary: true }), { code: 406, temporary: true, retry_ms: undefined });
  assert.deepEqual(await refused({ code: 402, message: 'retry_ms=' }), { code: 402, temporary: false, retry_ms: undefined });
});

test('nonsense is a refusal of no known kind', () => {
  for (const nonsense of [undefined, null, 'no', 7, {}]) assert.deepEqual(refusalOf(nonsense), { code: 0, temporary: false, retry_ms: undefined });
});
