/* SPDX-License-Identifier: Apache-2.0
 * People keep their place for good: a page may be asked for after somebody who has left. */
#include "features/presence_page.h"

#include "base/text_fold.h"
#include "features/common_ask.h"
#include "features/common_get.h"

struct wanted {
    struct slice after, words; /* words: folded; empty: anybody */
    int64_t limit;
};

/* The words that names are looked for, folded as these are; empty: everybody. */
static enum err words_read(const struct json *data, struct buffer *out)
{
    struct slice words = {0};
    if (!common_has(data, "words"))
        return ERR_NONE;
    if (!json_get_text(data, "words", &words) || words.len > BOUND_ID_BYTES)
        return ERR_BAD_REQUEST;
    return text_fold(slice_trimmed(words), out) ? ERR_BAD_REQUEST : ERR_NONE;
}

static bool is_named(const struct attendance *attendance, struct slice words)
{
    struct buffer name;
    if (words.len == 0)
        return true;
    buffer_init(&name, BOUND_COMMAND_BYTES);
    bool found = !text_fold(slice_of(attendance->name), &name) &&
                 memmem(name.bytes, name.len, words.at, words.len);
    buffer_done(&name);
    return found;
}

/* "next" is the last person written when somebody stands behind. */
static void write_people(const struct presence *presence, const struct wanted *wanted,
                         const struct scene *scene, const struct presence_page *page,
                         struct writer *out)
{
    struct slice last = {0};
    struct map_at at = {0};
    int64_t written = 0;
    bool begun = !wanted->after.at, more = false;
    writer_object(out, "people");
    while (!more && map_next(presence->people, &at)) {
        bool is_wanted =
            begun && page->wants(at.value, scene, at.key) && is_named(at.value, wanted->words);
        begun = begun || slice_equal(at.key, wanted->after);
        more = is_wanted && written == wanted->limit;
        if (!is_wanted || more)
            continue;
        writer_object_slice(out, at.key);
        page->write(presence, at.value, scene, at.key, out);
        writer_end(out);
        last = at.key;
        written++;
    }
    writer_end(out);
    if (more)
        writer_text(out, "next", last);
}

enum err presence_page_write(const struct presence *presence, const struct json *data,
                             const struct scene *scene, const struct presence_page *page,
                             struct writer *out)
{
    struct wanted wanted = {.limit = BOUND_ROSTER_PAGE};
    struct buffer words;
    buffer_init(&words, BOUND_COMMAND_BYTES);
    enum err error = words_read(data, &words);
    wanted.words = buffer_slice(&words);
    if (!error)
        error = common_ask_text(data, "after", &wanted.after);
    if (!error)
        error = common_ask_limit(data, "limit", BOUND_ROSTER_PAGE, &wanted.limit);
    if (!error && wanted.after.at && !map_find(presence->people, wanted.after))
        error = ERR_NOT_FOUND;
    if (!error)
        write_people(presence, &wanted, scene, page, out);
    buffer_done(&words);
    return error;
}
