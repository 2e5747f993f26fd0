/* SPDX-License-Identifier: Apache-2.0
 * A text is compared as its folded words with a space around each. */
#include "features/chat_words.h"

#include "base/check.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/text_clean.h"
#include "base/text_fold.h"
#include "base/text_points.h"
#include "base/unused.h"
#include "features/chat_state.h"
#include "features/common_get.h"

/* NFKC makes some texts longer than they were. */
enum { FOLDED_BYTES = 65536 };

static void list_clear(struct chat_words *words)
{
    while (words->count > 0)
        mem_free(words->folded[--words->count]);
    mem_free(words->shown);
    words->shown = NULL;
}

void chat_words_done(struct chat_words *words)
{
    list_clear(words);
    mem_free(words->held);
}

/* The words of `text`: " one two ". False when it cannot be folded. */
static bool spread(struct slice text, struct buffer *out)
{
    struct buffer folded;
    buffer_init(&folded, FOLDED_BYTES);
    bool done = text_fold(text, &folded) == ERR_NONE;
    const char *at = folded.bytes, *end = at + folded.len;
    buffer_add_byte(out, ' ');
    while (done && at < end) {
        const char *begin = at;
        if (point_is_word(text_point(&at)))
            buffer_add(out, (struct slice){begin, (size_t)(at - begin)});
        else if (out->bytes[out->len - 1] != ' ')
            buffer_add_byte(out, ' ');
    }
    if (out->bytes[out->len - 1] != ' ')
        buffer_add_byte(out, ' ');
    buffer_done(&folded);
    return done && !out->full;
}

/* What cannot be compared waits. */
bool chat_words_match(const struct chat_words *words, struct slice text)
{
    struct buffer spaced;
    if (words->count == 0 || text.len == 0)
        return false;
    buffer_init(&spaced, 2 * FOLDED_BYTES);
    bool found = !spread(text, &spaced);
    for (size_t i = 0; !found && i < words->count; i++) {
        struct slice word = slice_of(words->folded[i]);
        found = memmem(spaced.bytes, spaced.len, word.at, word.len) != NULL;
    }
    buffer_done(&spaced);
    return found;
}

void chat_words_hold(struct chat_words *words, int64_t seq)
{
    check(words->held_count == 0 || words->held[words->held_count - 1] < seq);
    if (words->held_count == words->held_capacity) {
        size_t more = words->held_capacity ? 2 * words->held_capacity : 16;
        words->held = mem_resize(words->held, words->held_capacity * sizeof *words->held,
                                 more * sizeof *words->held);
        words->held_capacity = more;
    }
    words->held[words->held_count++] = seq;
}

bool chat_words_held(const struct chat_words *words, int64_t seq)
{
    size_t low = 0, high = words->held_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (words->held[middle] < seq)
            low = middle + 1;
        else
            high = middle;
    }
    return low < words->held_count && words->held[low] == seq;
}

/* As it was written, on one line; it must have a letter or a digit. */
static enum err word_read(const struct json *item, struct writer *out)
{
    struct slice raw;
    struct buffer clean, spaced;
    if (!json_as_text(item, &raw))
        return ERR_BAD_REQUEST;
    buffer_init(&clean, BOUND_ENTRY_BYTES);
    buffer_init(&spaced, 2 * FOLDED_BYTES);
    enum err error = text_clean_line(raw, BOUND_CHAT_WORD_CHARS, &clean);
    if (!error && (!spread(buffer_slice(&clean), &spaced) || spaced.len < 3))
        error = ERR_TEXT_INVALID;
    if (!error)
        writer_text(out, NULL, buffer_slice(&clean));
    buffer_done(&spaced);
    buffer_done(&clean);
    return error;
}

enum err chat_words_read(const struct json *data, struct writer *out)
{
    const struct json *list = json_get(data, "words");
    enum err error = ERR_NONE;
    if (!json_is_array(list))
        return ERR_BAD_REQUEST;
    if (json_count(list) > BOUND_CHAT_WORDS)
        return ERR_LIMIT_EXCEEDED;
    writer_array(out, "words");
    for (const struct json *at = json_first(list); at && !error; at = json_next(at))
        error = word_read(at, out);
    writer_end(out);
    return error;
}

void chat_words_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct chat_words *words = &((struct chat *)state)->words;
    const struct json *list = json_get(entry->data, "words");
    UNUSED(scene);
    list_clear(words);
    if (json_count(list) > 0)
        words->shown = common_copy_json(entry->data, "words");
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        struct slice word = {NULL, 0};
        struct buffer spaced;
        buffer_init(&spaced, 2 * FOLDED_BYTES);
        (void)json_as_text(at, &word);
        (void)spread(word, &spaced);
        words->folded[words->count++] = mem_text(buffer_slice(&spaced));
        buffer_done(&spaced);
    }
}

void chat_words_view(const struct chat_words *words, struct writer *out)
{
    if (words->shown)
        writer_raw(out, "words", slice_of(words->shown));
}

void chat_words_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    const struct chat_words *words = &((const struct chat *)state)->words;
    UNUSED(entry);
    if (!rings_of_staff(viewer->rings))
        return;
    if (words->shown)
        chat_words_view(words, out);
    else
        writer_null(out, "words");
}
