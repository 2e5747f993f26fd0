// SPDX-License-Identifier: Apache-2.0
// What streams.ts loads: the SDK's own ways round a WebSocket, with what posts the first message of events.
import { SseTransport } from 'centrifuge:streams';
import { PostedEvents } from './events.ts';

export { HttpStreamTransport } from 'centrifuge:streams';

export class PostedTransport extends SseTransport {
  constructor(endpoint: string, options: object) {
    super(endpoint, { ...options, eventsource: PostedEvents });
  }
}
