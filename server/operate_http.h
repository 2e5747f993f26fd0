/* SPDX-License-Identifier: Apache-2.0
 *
 * One question to the server that holds the journal, by HTTP/1.1 without TLS, with the operator's
 * token. Waits for the answer.
 */
#ifndef MUSTER_OPERATE_HTTP_H
#define MUSTER_OPERATE_HTTP_H

#include "base/buffer.h"
#include "config.h"

enum { OPERATE_WHY_BYTES = 512 };

/* POSTs `body` to `path`. Returns the HTTP status, and the answer's body in `out`; 0, and a
 * sentence in `why`, when nobody answers. */
int operate_http_post(const struct config *config, const char *path, struct slice body,
                      struct buffer *out, char why[OPERATE_WHY_BYTES]);

#endif
