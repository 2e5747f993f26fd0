/* SPDX-License-Identifier: Apache-2.0
 *
 * What the operator's commands ask of a running server: its API, as the server itself. Whoever can
 * read the keys beside the journal can do that (journal/key_read.h), and nobody else.
 */
#ifndef MUSTER_CMD_API_H
#define MUSTER_CMD_API_H

#include "base/buffer.h"
#include "config.h"

/* Asks `path` ("/api/…") with `json` as the body (absent: none) of the server that the
 * configuration describes, on this machine. Returns the HTTP status, the body of the answer
 * appended to `out`; or 0, and one sentence there, when nobody answers or the key cannot be read.
 */
int api_call(const struct config *config, const char *method, const char *path, struct slice json,
             struct buffer *out);
/* Asks what anybody may at the address for health and figures (server.health_listen, else
 * server.listen): "/health", "/metrics". Returns the same. */
int api_look(const struct config *config, const char *path, struct buffer *out);

#endif
