// SPDX-License-Identifier: Apache-2.0
// The numbers that refusals name: the {n} of their texts, which are written for numbers like these.
import { BOUNDS } from '../core/contract.ts';

export const LIMITS: { readonly [key: string]: number } = {
  'error.CHAT_WAITING': BOUNDS.CHAT_PENDING_PERSON,
  'error.CHAT_PINS': BOUNDS.CHAT_PINS,
  'error.DIRECT_WAITS': BOUNDS.DIRECT_WAITS,
  'error.QUESTIONS_WAITING': BOUNDS.QUESTIONS_PENDING_PERSON,
  'error.THREADS_OWN': BOUNDS.THREADS_PERSON,
  'error.POSTS_OWN': BOUNDS.THREAD_POSTS_PERSON,
  'error.THREAD_FULL': BOUNDS.THREAD_POSTS,
};
