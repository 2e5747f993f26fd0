// SPDX-License-Identifier: Apache-2.0
import encodeQR from 'qr';

// What ISO/IEC 18004 wants around it.
const QUIET = 4;

/** By rows, true is dark. */
export function qrDots(text: string): readonly (readonly boolean[])[] {
  return encodeQR(text, 'raw', { ecc: 'medium', border: QUIET });
}
