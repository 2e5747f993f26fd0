/* SPDX-License-Identifier: Apache-2.0
 * Each is written in one pass, from the outside in. */
#include "fanout/publication.h"

#include "base/writer.h"

void publication_write(const char *type, struct slice patch, int64_t seq, struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_object(&writer, "data");
    writer_text(&writer, "type", slice_of(type));
    writer_raw(&writer, "patch", patch);
    writer_end(&writer);
    if (seq)
        writer_int(&writer, "offset", seq);
    writer_end(&writer);
}

void publication_push(struct slice channel, struct slice publication, struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_object(&writer, "push");
    writer_text(&writer, "channel", channel);
    writer_raw(&writer, "pub", publication);
    writer_end(&writer);
    writer_end(&writer);
}

void publication_push_end(struct slice channel, unsigned code, struct slice why, struct buffer *out)
{
    bool anew = code >= UNSUBSCRIBED_INSUFFICIENT_STATE;
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_object(&writer, "push");
    writer_text(&writer, "channel", channel);
    writer_object(&writer, "unsubscribe");
    writer_int(&writer, "code", code);
    if (!why.at)
        why = anew ? SLICE("insufficient state") : SLICE("server unsubscribe");
    writer_text(&writer, "reason", why);
    for (int depth = 0; depth < 3; depth++)
        writer_end(&writer);
}
