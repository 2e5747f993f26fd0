// SPDX-License-Identifier: Apache-2.0
// What the server says when it refuses: a code, whether that may pass, and perhaps when.
import { ERRORS } from './contract.ts';
import type { ErrorName } from './contract.ts';

export interface Refusal {
  readonly code: number;
  readonly temporary: boolean;
  readonly retry_ms: number | undefined;
}

export function errorName(code: number): ErrorName {
  return ERRORS[code as keyof typeof ERRORS] ?? 'INTERNAL';
}

export function refusalOf(error: unknown): Refusal {
  const { code, temporary, message, retry_ms } = (typeof error === 'object' && error !== null ? error : {}) as { [name: string]: unknown };
  const told = typeof retry_ms === 'number' ? retry_ms : Number(IN_MESSAGE.exec(typeof message === 'string' ? message : '')?.[1] ?? NaN);
  return { code: typeof code === 'number' ? code : 0, temporary: temporary === true, retry_ms: told >= 0 ? told : undefined };
}

// Codes below are the SDK's: time-out, closed transport.
const SILENCE_BELOW = 100;

/** Nobody answered: nobody knows whether it arrived, or what it would be. */
export function isSilence(error: unknown): boolean {
  return refusalOf(error).code < SILENCE_BELOW;
}

const IN_MESSAGE = / retry_ms=(\d+)$/;

interface Reply {
  readonly error?: { message?: string; readonly retry_ms?: unknown };
}

/** The SDK hands on code, message and temporary of an error, and nothing else: `retry_ms` goes into the message.
 *  Should a later SDK read its replies elsewhere, the pauses are the queue's own. */
export function retryHandedOn(client: object): void {
  const inside = client as { _handleReply?: (reply: Reply, next: unknown) => void };
  const handle = inside._handleReply;
  if (!handle) return;
  inside._handleReply = (reply, next) => {
    if (typeof reply.error?.retry_ms === 'number') reply.error.message = `${reply.error.message ?? ''} retry_ms=${reply.error.retry_ms}`;
    handle.call(client, reply, next);
  };
}
