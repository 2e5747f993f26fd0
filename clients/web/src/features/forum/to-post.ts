// SPDX-License-Identifier: Apache-2.0
/** Brings a post into sight and gives it the focus. */
export function toPost(seq: number): void {
  const post = document.getElementById(`post-${seq}`);
  post?.scrollIntoView({ block: 'center' });
  post?.focus({ preventScroll: true });
}
