/* SPDX-License-Identifier: Apache-2.0
 * What is sealed: {"letter","to","language","link"}; where the words are found when it is sent: of
 * news {"letter","person","since","planned"}, of a credential that ends {"letter","person","thing",
 * "planned"}, of a session's beginning {"letter","person","room","link"}. */
#include "net/outbox_seal.h"

#include "base/base64url.h"
#include "base/bounds.h"
#include "base/writer.h"

static void order_write(const struct outbox_order *order, struct buffer *out)
{
    struct writer writer;
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_int(&writer, "letter", order->letter);
    writer_text(&writer, "person", order->person);
    if (order->letter == LETTER_NEWS || order->letter == LETTER_LAPSES) {
        writer_int(&writer, "since", order->since_ms);
        writer_int(&writer, "thing", order->thing);
        writer_int(&writer, "planned", order->planned_ms);
    } else if (order->letter == LETTER_BEGINS) {
        writer_text(&writer, "room", order->room);
        writer_text(&writer, "link", order->link);
    } else {
        writer_text(&writer, "to", order->to);
        writer_text(&writer, "language", order->language);
        writer_text(&writer, "link", order->link);
    }
    writer_end(&writer);
}

static void wipe(struct buffer *text)
{
    if (text->bytes)
        explicit_bzero(text->bytes, text->len);
    buffer_done(text);
}

void outbox_seal(struct seal *seal, const struct outbox_order *order, const char *id,
                 struct buffer *out)
{
    struct buffer text, bytes;
    buffer_init(&text, BOUND_ACCOUNT_BYTES);
    buffer_init(&bytes, BOUND_ACCOUNT_BYTES);
    order_write(order, &text);
    seal_write(seal, slice_of(id), buffer_slice(&text), &bytes);
    base64url_write(buffer_slice(&bytes), out);
    wipe(&text);
    buffer_done(&bytes);
}

struct json *outbox_unseal(struct seal *seal, struct slice sealed, const char *id)
{
    struct buffer bytes, text;
    struct json *letter = NULL;
    buffer_init(&bytes, BOUND_ACCOUNT_BYTES);
    buffer_init(&text, BOUND_ACCOUNT_BYTES);
    if (base64url_read(sealed, &bytes) &&
        seal_read(seal, slice_of(id), buffer_slice(&bytes), &text))
        (void)json_parse(buffer_slice(&text), &letter);
    wipe(&text);
    buffer_done(&bytes);
    return letter;
}
