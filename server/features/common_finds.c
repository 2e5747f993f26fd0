/* SPDX-License-Identifier: Apache-2.0
 * See common_finds.h. */
#include "features/common_finds.h"

#include "base/bounds.h"
#include "base/text_excerpt.h"
#include "core/finds.h"
#include "features/common_get.h"

static void add(struct slice text, struct buffer *out)
{
    size_t before = out->len;
    text_unmarked(text, BOUND_SEARCH_TEXT_BYTES, out);
    if (out->len > before)
        buffer_add_byte(out, '\n');
}

void common_finds_line(const struct json *data, const char *key, struct buffer *out)
{
    struct slice text = common_get_text(data, key);
    if (text.len == 0)
        return;
    buffer_add(out, text);
    buffer_add_byte(out, '\n');
}

void common_finds_text(const struct json *data, const char *key, struct buffer *out)
{
    add(common_get_text(data, key), out);
}

static void add_all(const struct json *texts, struct buffer *out)
{
    struct slice text;
    for (const struct json *at = json_first(texts); at; at = json_next(at))
        if (json_as_text(at, &text))
            add(text, out);
}

void common_finds_langs(const struct json *data, const char *key, struct buffer *out)
{
    add_all(json_get(data, key), out);
}

void common_finds_each(const struct json *data, const char *key, struct buffer *out)
{
    const struct json *list = json_get(data, key);
    add_all(list, out);
    for (const struct json *at = json_first(list); at; at = json_next(at))
        add_all(at, out);
}

int64_t common_finds_title(const struct entry *entry, unsigned shown, struct buffer *out)
{
    if (shown & FIND_TITLE)
        common_finds_langs(entry->data, "title", out);
    return entry->seq;
}
