// SPDX-License-Identifier: Apache-2.0
import { holdPlace } from '../../ui/turns.ts';

const TOP_PX = 64;

/** Around posts that are drawn above: the one that is read stays where it is. */
export function holdPosts(): () => void {
  // At the top of the page nothing is above.
  if (scrollY === 0) return () => undefined;
  return holdPlace(document.querySelector('.posts'), '.post', TOP_PX, (by) => scrollBy({ top: by, behavior: 'instant' }));
}

/** Brings a post into sight and gives it the focus. */
export function toPost(seq: number): void {
  const post = document.getElementById(`post-${seq}`);
  post?.scrollIntoView({ block: 'center' });
  post?.focus({ preventScroll: true });
}
