/* SPDX-License-Identifier: Apache-2.0
 * A cloud counts words by what they fold to, and each form in which one was said: of these, as of
 * all sums, nothing depends on the order in which ballots came and went. */
#include "features/poll_words.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/text_clean.h"
#include "base/text_fold.h"
#include "base/unused.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/poll_score.h"
#include "features/poll_state.h"

static const struct json *texts_of(const struct json *data)
{
    return json_get(data, "texts");
}

static void *take(const struct entry *entry)
{
    struct poll_texts *texts = mem_new(sizeof *texts);
    const struct json *item = json_first(texts_of(entry->data));
    texts->seq = entry->seq;
    for (; item && texts->count < BOUND_POLL_TEXTS; item = json_next(item)) {
        struct slice text = {0};
        json_as_text(item, &text);
        texts->text[texts->count++] = mem_text(text);
    }
    return texts;
}

static void drop(void *ballot)
{
    struct poll_texts *texts = ballot;
    for (size_t i = 0; i < texts->count; i++)
        common_wipe(&texts->text[i]);
    mem_free(texts);
}

static void write(const void *ballot, struct writer *out)
{
    const struct poll_texts *texts = ballot;
    for (size_t i = 0; i < texts->count; i++)
        writer_text(out, NULL, slice_of(texts->text[i]));
}

/* ---- texts: box->counts holds those that are shown, by their seq -------------------------------
 */

static enum err text_fits(const struct poll *poll, const struct json *data)
{
    UNUSED(poll);
    return json_count(texts_of(data)) == 1 ? ERR_NONE : ERR_CHOICES_INVALID;
}

static void text_count(struct poll_box *box, const void *ballot, int64_t times)
{
    const struct poll_texts *texts = ballot;
    if (times < 0)
        map_take(box->counts, slice_of_seq(&texts->seq));
    else if (texts->shown)
        map_put(box->counts, slice_of_seq(&texts->seq), (void *)(uintptr_t)texts);
}

static bool text_tells(const struct poll_box *box, const void *ballot)
{
    UNUSED(box);
    return ((const struct poll_texts *)ballot)->shown;
}

static int64_t text_score(const struct json *correct, int64_t tolerance, const void *ballot)
{
    const struct poll_texts *texts = ballot;
    UNUSED(tolerance);
    return texts->count ? poll_score_text(correct, slice_of(texts->text[0])) : 0;
}

static void text_sums(const struct poll *poll, const struct poll_box *box, struct writer *out)
{
    struct map_at at = {0};
    UNUSED(poll);
    writer_array(out, "shown");
    while (map_next(box->counts, &at)) {
        const struct poll_texts *texts = at.value;
        struct slice text = slice_of(texts->text[0]);
        writer_object(out, NULL);
        writer_int(out, "answer", texts->seq);
        common_write_text(out, text, text_direction(text));
        writer_end(out);
    }
    writer_end(out);
}

const struct poll_type poll_text = {
    .name = "text",
    .written = true,
    .tally_bytes = BOUND_POLL_SHOWN * (4 * BOUND_POLL_ANSWER_CHARS + 64),
    .fits = text_fits,
    .take = take,
    .drop = drop,
    .counts = 1,
    .count = text_count,
    .tells = text_tells,
    .write = write,
    .score = text_score,
    .sums = text_sums,
};

/* ---- clouds: box->counts holds words by what they fold to ---------------------------------------
 */

enum { WORDS = 3, FOLDED_BYTES = 16 * BOUND_POLL_WORD_CHARS };

struct form {
    struct form *next;
    int64_t times;
    char *text; /* owned */
};

struct word {
    int64_t times;
    struct form *forms; /* owned */
};

static void form_free(struct form *form)
{
    common_wipe(&form->text);
    mem_free(form);
}

static void word_free(void *value)
{
    struct word *word = value;
    while (word->forms) {
        struct form *form = word->forms;
        word->forms = form->next;
        form_free(form);
    }
    mem_free(word);
}

/* False when nothing is left of it, or it is too long. */
static bool fold(struct slice text, struct buffer *out)
{
    buffer_clear(out);
    return text_fold(text, out) == ERR_NONE && out->len > 0;
}

static enum err banned_read(const struct json *ask, struct writer *out)
{
    const struct json *list = json_get(ask, "banned");
    if (!list || json_is_null(list))
        return ERR_NONE;
    if (!json_is_array(list))
        return ERR_BAD_REQUEST;
    if (json_count(list) > BOUND_POLL_BANNED)
        return ERR_LIMIT_EXCEEDED;
    return common_write_lines(list, "banned", BOUND_POLL_WORD_CHARS, out);
}

static enum err cloud_read(const struct json *ask, struct writer *out)
{
    enum err error = common_read_optional_int(ask, "words", 1, BOUND_POLL_TEXTS, out);
    return error ? error : banned_read(ask, out);
}

static void cloud_set(struct poll *poll, const struct json *ask)
{
    const struct json *list = json_get(ask, "banned");
    struct buffer folded;
    poll->words = WORDS;
    json_get_int(ask, "words", &poll->words);
    poll->banned = map_new(BOUND_POLL_BANNED);
    buffer_init(&folded, FOLDED_BYTES);
    for (const struct json *item = json_first(list); item; item = json_next(item)) {
        struct slice text;
        if (json_as_text(item, &text) && fold(text, &folded) && !map_full(poll->banned))
            map_put(poll->banned, buffer_slice(&folded), poll);
    }
    buffer_done(&folded);
}

/* Not the same as one before it. */
static bool is_new(const struct json *list, const struct json *item, struct slice folded)
{
    struct buffer other;
    bool new = true;
    buffer_init(&other, FOLDED_BYTES);
    for (const struct json *at = json_first(list); at != item && new; at = json_next(at)) {
        struct slice text;
        new = !json_as_text(at, &text) || !fold(text, &other) ||
              !slice_equal(buffer_slice(&other), folded);
    }
    buffer_done(&other);
    return new;
}

static enum err cloud_fits(const struct poll *poll, const struct json *data)
{
    const struct json *list = texts_of(data);
    struct buffer folded;
    enum err error = ERR_NONE;
    if (json_count(list) < 1 || (int64_t)json_count(list) > poll->words)
        return ERR_CHOICES_INVALID;
    buffer_init(&folded, FOLDED_BYTES);
    for (const struct json *item = json_first(list); item && !error; item = json_next(item)) {
        struct slice text;
        if (!json_as_text(item, &text))
            error = ERR_BAD_REQUEST;
        else if (text_chars(text) > BOUND_POLL_WORD_CHARS)
            error = ERR_TEXT_TOO_LONG;
        else if (!fold(text, &folded))
            error = ERR_TEXT_INVALID;
        else if (map_find(poll->banned, buffer_slice(&folded)))
            error = ERR_WORD_BANNED;
        else if (!is_new(list, item, buffer_slice(&folded)))
            error = ERR_CHOICES_INVALID;
    }
    buffer_done(&folded);
    return error;
}

static void form_count(struct word *word, const char *text, int64_t times)
{
    struct form **at = &word->forms;
    while (*at && strcmp((*at)->text, text) != 0)
        at = &(*at)->next;
    struct form *form = *at;
    if (!form) {
        form = *at = mem_new(sizeof *form);
        form->text = mem_text(slice_of(text));
    }
    form->times += times;
    if (form->times == 0) {
        *at = form->next;
        form_free(form);
    }
}

static void word_count(struct poll_box *box, const char *text, int64_t times, struct buffer *folded)
{
    if (!fold(slice_of(text), folded))
        return;
    struct slice key = buffer_slice(folded);
    struct word *word = map_find(box->counts, key);
    if (!word) {
        word = mem_new(sizeof *word);
        map_put(box->counts, key, word);
    }
    word->times += times;
    form_count(word, text, times);
    if (word->times == 0)
        word_free(map_take(box->counts, key));
}

static void cloud_count(struct poll_box *box, const void *ballot, int64_t times)
{
    const struct poll_texts *texts = ballot;
    struct buffer folded;
    buffer_init(&folded, FOLDED_BYTES);
    for (size_t i = 0; i < texts->count; i++)
        word_count(box, texts->text[i], times, &folded);
    buffer_done(&folded);
}

/* In a form in which nobody else said it. */
static bool only_one(const struct poll_box *box, const char *text, struct buffer *folded)
{
    const struct word *word =
        fold(slice_of(text), folded) ? map_find(box->counts, buffer_slice(folded)) : NULL;
    const struct form *form = word ? word->forms : NULL;
    while (form && strcmp(form->text, text) != 0)
        form = form->next;
    return form && form->times == 1;
}

static bool cloud_tells(const struct poll_box *box, const void *ballot)
{
    const struct poll_texts *texts = ballot;
    struct buffer folded;
    bool tells = false;
    buffer_init(&folded, FOLDED_BYTES);
    for (size_t i = 0; i < texts->count && !tells; i++)
        tells = only_one(box, texts->text[i], &folded);
    buffer_done(&folded);
    return tells;
}

struct poll_word_id poll_word_id(struct slice folded)
{
    struct poll_word_id id = {0};
    hash_short(folded, id.letters);
    return id;
}

struct said {
    struct slice folded;
    const struct word *word;
};

static int slice_order(struct slice a, struct slice b)
{
    int order = memcmp(a.at, b.at, a.len < b.len ? a.len : b.len);
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int by_times(const void *a, const void *b)
{
    const struct said *left = a, *right = b;
    int64_t more = right->word->times - left->word->times;
    return more ? (more > 0) - (more < 0) : slice_order(left->folded, right->folded);
}

static struct slice form_of(const struct word *word)
{
    const struct form *best = word->forms;
    for (const struct form *form = best->next; form; form = form->next)
        if (form->times > best->times ||
            (form->times == best->times && strcmp(form->text, best->text) < 0))
            best = form;
    return slice_of(best->text);
}

/* Each with how often it was said, and what stands for it. */
static void cloud_sums(const struct poll *poll, const struct poll_box *box, struct writer *out)
{
    size_t count = 0, all = map_count(box->counts);
    struct said *said = all ? mem_new(all * sizeof *said) : NULL;
    struct map_at at = {0};
    while (map_next(box->counts, &at))
        if (!poll->hidden || !map_find(poll->hidden, slice_of(poll_word_id(at.key).letters)))
            said[count++] = (struct said){at.key, at.value};
    if (count > 1)
        qsort(said, count, sizeof *said, by_times);
    writer_array(out, "words");
    for (size_t i = 0; i < count && i < BOUND_POLL_WORDS; i++) {
        writer_array(out, NULL);
        writer_text(out, NULL, form_of(said[i].word));
        writer_int(out, NULL, said[i].word->times);
        writer_text(out, NULL, slice_of(poll_word_id(said[i].folded).letters));
        writer_end(out);
    }
    writer_end(out);
    mem_free(said);
}

const struct poll_type poll_cloud = {
    .name = "cloud",
    .written = true,
    .tally_bytes = BOUND_POLL_WORDS * (4 * BOUND_POLL_WORD_CHARS + 48),
    .read = cloud_read,
    .set = cloud_set,
    .fits = cloud_fits,
    .take = take,
    .drop = drop,
    .counts = BOUND_POLL_TEXTS,
    .count_free = word_free,
    .count = cloud_count,
    .tells = cloud_tells,
    .write = write,
    .sums = cloud_sums,
};
