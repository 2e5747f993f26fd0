/* SPDX-License-Identifier: Apache-2.0
 *
 * What a `publish` of the protocol stands for.
 */
#ifndef MUSTER_HUB_PUBLISHED_H
#define MUSTER_HUB_PUBLISHED_H

#include "hub/live.h"

/* Writes the data of the command, with an op of its own: of a plain channel the value as it is, of
 * others its text, which a JSON text holds or a value names. ERR_LIMIT_EXCEEDED, or what the text
 * is refused for. */
enum err published_write(const struct hub *hub, struct slice channel, const struct json *data,
                         struct buffer *out);

#endif
