/* SPDX-License-Identifier: Apache-2.0
 *
 * The other side of base/pack.h, for tests: a packed payload back to what it was. zlib and
 * libbrotlidec are used directly, so that the tests do not trust what they test.
 */
#ifndef MUSTER_TESTS_HELP_UNPACK_H
#define MUSTER_TESTS_HELP_UNPACK_H

#include "base/buffer.h"

/* Appends what `packed` holds. False when it is no packed payload or does not fit into `out`. */
bool unpack(struct slice packed, struct buffer *out);
/* Appends what `deflated` holds, made without a dictionary. */
bool unpack_plain(struct slice deflated, struct buffer *out);
/* Appends what the gzip file holds (RFC 1952). */
bool unpack_gzip(struct slice file, struct buffer *out);
/* Appends what Brotli made (RFC 7932). */
bool unpack_brotli(struct slice file, struct buffer *out);

#endif
