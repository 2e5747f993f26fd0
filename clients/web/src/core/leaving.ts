// SPDX-License-Identifier: Apache-2.0
// The page is left, or may be: of a browser that is put away on a phone nothing else is heard.

/** `then` is called each time, what was left comes back or not. The answer ends that. */
export function leaving(then: () => void): () => void {
  const hides = (): void => {
    if (document.visibilityState === 'hidden') then();
  };
  addEventListener('pagehide', then);
  document.addEventListener('visibilitychange', hides);
  return () => {
    removeEventListener('pagehide', then);
    document.removeEventListener('visibilitychange', hides);
  };
}
