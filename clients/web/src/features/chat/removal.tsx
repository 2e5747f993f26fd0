// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Removal } from './rest.ts';

/** Taking a message out of the chat cannot be undone, so it is asked about. */
export function useRemoval(seq: number, own: boolean, waits = false): { readonly ask: () => void; readonly question: JSX.Element | null } {
  const [asking, setAsking] = useState(false);
  return {
    ask: () => setAsking(true),
    question: asking ? <Removal seq={seq} own={own} waits={waits} onClose={() => setAsking(false)} /> : null,
  };
}
