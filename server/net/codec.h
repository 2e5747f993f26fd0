/* SPDX-License-Identifier: Apache-2.0
 *
 * The JSON form of the Centrifuge client protocol: the commands of one message, and the replies. A
 * reply is written into a buffer of the caller's, whole, ready for outlet_push.
 */
#ifndef MUSTER_NET_CODEC_H
#define MUSTER_NET_CODEC_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/json.h"
#include "base/writer.h"

/* The next line of *rest that is not empty, without its newline; false at the end. */
bool codec_next(struct slice *rest, struct slice *line);

struct codec_command {
    uint32_t id;      /* 0: none, as `send` and the pong have */
    bool pong;        /* {} */
    struct json *all; /* owned: codec_command_done */
};

/* Reads one line. ERR_BAD_REQUEST, nothing owned, when it is no JSON object or has an id that is
 * none. */
enum err codec_command_read(struct slice line, struct codec_command *command);
void codec_command_done(struct codec_command *command);

/* {"id":N,"<verb>":{ …  the caller writes members and ends with codec_reply_end. */
void codec_reply(struct writer *writer, struct buffer *out, uint32_t id, const char *verb);
void codec_reply_end(struct writer *writer);
/* {"id":N,"<verb>":<json>}; `json` is one whole value. */
void codec_reply_raw(struct buffer *out, uint32_t id, const char *verb, struct slice json);
/* {"id":N,"error":{"code":…,"message":"…","temporary":true,"retry_ms":…}}: retry_ms is after how
 * long it may be tried again; left out when 0. */
void codec_error(struct buffer *out, uint32_t id, enum err error, int64_t retry_ms);

#endif
