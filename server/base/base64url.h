/* SPDX-License-Identifier: Apache-2.0
 *
 * base64url without padding (RFC 4648 §5, RFC 7515 §2), strictly: no padding, no white space, no
 * spare bits, so that every run of bytes has exactly one text.
 */
#ifndef MUSTER_BASE_BASE64URL_H
#define MUSTER_BASE_BASE64URL_H

#include "base/buffer.h"

/* Appends the text of `bytes`. */
void base64url_write(struct slice bytes, struct buffer *out);
/* Appends the text of `bytes` in plain base64, padded (RFC 4648 §4). */
void base64_write(struct slice bytes, struct buffer *out);
/* Appends the bytes of `text`; false when it is not strict base64url or does not fit. */
bool base64url_read(struct slice text, struct buffer *out);

#endif
