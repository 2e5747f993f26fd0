// SPDX-License-Identifier: Apache-2.0
import type { JSX } from 'preact';

/** A line to be typed on the server; it reads from left to right in every language. */
export function Shell({ line }: { line: string }): JSX.Element {
  // A flag is not broken after its hyphens.
  return <pre class="shell" dir="ltr"><code>{line.split(' ').flatMap((word) => [<span>{word}</span>, ' '])}</code></pre>;
}
