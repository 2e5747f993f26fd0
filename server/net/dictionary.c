/* SPDX-License-Identifier: Apache-2.0
 * The dictionary's id and content as text. */
#include "net/dictionary.h"

#include "base/base64url.h"
#include "base/hash.h"
#include "base/pack.h"

enum {
    FLAG_PACKED = 1, /* bit 0 of ConnectRequest.flag and ConnectResult.flag */
    ID_BYTES = 12,
    TEXT_BYTES = 16384,
};

static void write_base64(struct slice bytes, struct buffer *out)
{
    base64url_write(bytes, out);
    for (size_t i = 0; i < out->len; i++) {
        if (out->bytes[i] == '-')
            out->bytes[i] = '+';
        else if (out->bytes[i] == '_')
            out->bytes[i] = '/';
    }
    while (out->len % 4 != 0)
        buffer_add_byte(out, '=');
}

void dictionary_init(struct dictionary *dictionary)
{
    struct slice bytes = pack_dictionary();
    struct hash hash = hash_of(&bytes, 1);
    struct buffer packed;
    buffer_init(&dictionary->id, TEXT_BYTES);
    buffer_init(&dictionary->content, TEXT_BYTES);
    buffer_init(&packed, TEXT_BYTES);
    base64url_write((struct slice){(const char *)hash.bytes, ID_BYTES}, &dictionary->id);
    pack_write_dictionary(&packed);
    write_base64(buffer_slice(&packed), &dictionary->content);
    buffer_done(&packed);
}

void dictionary_done(struct dictionary *dictionary)
{
    buffer_done(&dictionary->id);
    buffer_done(&dictionary->content);
}

bool dictionary_wanted(const struct json *params)
{
    int64_t flag;
    return json_get_int(params, "flag", &flag) && (flag & FLAG_PACKED);
}

void dictionary_write(const struct dictionary *dictionary, const struct json *params,
                      struct writer *writer)
{
    struct slice known = {NULL, 0};
    struct slice id = buffer_slice(&dictionary->id);
    (void)json_get_text(params, "dict", &known);
    writer_int(writer, "flag", FLAG_PACKED);
    writer_object(writer, "dict");
    writer_text(writer, "id", id);
    if (!slice_equal(known, id))
        writer_text(writer, "data_b64", buffer_slice(&dictionary->content));
    writer_end(writer);
}
