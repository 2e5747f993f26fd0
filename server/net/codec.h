/* SPDX-License-Identifier: Apache-2.0
 *
 * The JSON form of the Centrifuge client protocol: the commands of one message, and the replies. A
 * reply is written into a buffer of the caller's, whole, ready for subscriber_push.
 *
 * A line is first walked for its structure alone (base/json_raw.h): that gives the id and the verb.
 * Only then is what the command says read, so that one that cannot be read still has an id to
 * answer to. `data`, which is anybody's, is not read here at all.
 */
#ifndef MUSTER_NET_CODEC_H
#define MUSTER_NET_CODEC_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/json.h"
#include "base/writer.h"

/* The next line of *rest that is not empty, without its newline; false at the end. */
bool codec_next(struct slice *rest, struct slice *line);
/* Whether a line is text at all (RFC 6455 §8.1 has a close code for what is none). */
bool codec_is_utf8(struct slice line);

/* What a command may ask for. A line with several means the first of this list. */
#define VERB_LIST(X)                                                                               \
    X(CONNECT, "connect")                                                                          \
    X(RPC, "rpc")                                                                                  \
    X(SUBSCRIBE, "subscribe")                                                                      \
    X(UNSUBSCRIBE, "unsubscribe")                                                                  \
    X(PUBLISH, "publish")                                                                          \
    X(HISTORY, "history")                                                                          \
    X(PRESENCE, "presence")                                                                        \
    X(PRESENCE_STATS, "presence_stats")                                                            \
    X(REFRESH, "refresh")                                                                          \
    X(PING, "ping")                                                                                \
    X(SUB_REFRESH, "sub_refresh")                                                                  \
    X(SEND, "send")
enum verb {
#define VERB_NAME(name, text) VERB_##name,
    VERB_LIST(VERB_NAME)
#undef VERB_NAME
        VERB_COUNT /* none that we know */
};

struct codec_command {
    uint32_t id; /* 0: none, as `send` and the pong have */
    bool pong;   /* {} */
    enum verb verb;
    enum err error;      /* what the verb asks for cannot be read: the answer */
    struct json *params; /* owned: codec_command_done. What it asks for, `data` unread
                            (json_as_raw); NULL without a verb or with an error */
};

/* Reads one line. ERR_BAD_REQUEST, nothing owned, when it is no JSON object, not UTF-8, or has an
 * id that is none: no command at all. */
enum err codec_command_read(struct slice line, struct codec_command *command);
void codec_command_done(struct codec_command *command);
/* The id of the first command in `message` that has one; 0 when none has, or what stands before it
 * is no command. */
uint32_t codec_first_id(struct slice message);

/* {"id":N,"<verb>":{ …  the caller writes members and ends with codec_reply_end. */
void codec_reply(struct writer *writer, struct buffer *out, uint32_t id, const char *verb);
void codec_reply_end(struct writer *writer);
/* {"id":N,"<verb>":<json>}; `json` is one whole value. */
void codec_reply_raw(struct buffer *out, uint32_t id, const char *verb, struct slice json);
/* {"id":N,"error":{"code":…,"message":"…","temporary":true,"retry_ms":…}}: retry_ms is after how
 * long it may be tried again; left out when 0. */
void codec_error(struct buffer *out, uint32_t id, enum err error, int64_t retry_ms);

#endif
