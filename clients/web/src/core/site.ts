// SPDX-License-Identifier: Apache-2.0
// What the server says of itself before anybody has said who they are.

export interface Site {
  /** Whoever comes chooses who to be. */
  readonly demo: boolean;
}

export function siteAsk(): Promise<Site> {
  return Promise.resolve({ demo: true });
}
