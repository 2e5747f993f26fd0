// SPDX-License-Identifier: Apache-2.0
// Codes that lead into a room: six letters of which none is mistaken for another or for a digit.

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const LENGTH = 6;

/** As somebody typed it, with spaces and dashes, in any case; undefined when it can be none. */
export function codeRead(text: string): string | undefined {
  const code = text.toUpperCase().replace(/[\s.\-–]/g, '');
  return code.length === LENGTH && [...code].every((letter) => LETTERS.includes(letter)) ? code : undefined;
}

export function codeMake(random: (bytes: Uint8Array) => Uint8Array = (bytes) => crypto.getRandomValues(bytes)): string {
  let code = '';
  // What would favour some letters is thrown again.
  while (code.length < LENGTH) {
    for (const byte of random(new Uint8Array(LENGTH))) if (byte < LETTERS.length * 10 && code.length < LENGTH) code += LETTERS[byte % LETTERS.length];
  }
  return code;
}
