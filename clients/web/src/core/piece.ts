// SPDX-License-Identifier: Apache-2.0
// A part of an address between two slashes, in the one form that the server takes (server/net/target.h): what it allows
// in a path stands as it is, so that a room's name ("course:c1") or a person's is never escaped.

/** Letters, digits and . _ - ~ stand as they are already. */
export function piece(text: string): string {
  return encodeURIComponent(text).replace(/%(?:40|2B|3D|3A)/g, decodeURIComponent);
}
