// SPDX-License-Identifier: Apache-2.0
// There is a network again: what the page could not be told, or was told from the past, is asked anew.
import type { Session } from './session.ts';

/** Once nobody is writing. */
export function askAgain(session: Pick<Session, 'again'>): void {
  const field = document.activeElement;
  if (field?.matches('input, textarea, select')) field.addEventListener('blur', () => session.again(), { once: true });
  else session.again();
}
