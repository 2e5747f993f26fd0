// SPDX-License-Identifier: Apache-2.0

/** To a page of ours by its address, with what is chosen of it: a step that one can go back. */
export function goTo(address: string): void {
  history.replaceState({ ...(history.state as object | null), y: scrollY }, '');
  history.pushState(null, '', address);
  dispatchEvent(new PopStateEvent('popstate'));
  scrollTo(0, 0);
}
