/* SPDX-License-Identifier: Apache-2.0
 *
 * The path of a request. Whoever stands before us (a proxy's rules, a log) reads it as it is
 * written; so it means nothing else here: what is not written in the one plain form is refused.
 */
#ifndef MUSTER_NET_TARGET_H
#define MUSTER_NET_TARGET_H

#include "base/buffer.h"
#include "base/slice.h"

/* What stands before the query in the target of a request line (RFC 9112 §3.2). */
struct slice target_path(struct slice target);
/* Whether `path` is written in the one form there is: from the root, no empty name, "." or "..",
 * and nothing but letters, digits and . _ - ~ @ + = : / (none of our paths needs an escape). */
bool target_is_canonical(struct slice path);

/* Adds `text` to `out` so that & and % in it are no joints and escapes of a query any more. */
void target_escape(struct slice text, struct buffer *out);
/* Adds what stands escaped in a part of a query (RFC 3986 §2.1); false when an escape is none. */
bool target_unescape(struct slice text, struct buffer *out);

#endif
