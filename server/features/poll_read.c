/* SPDX-License-Identifier: Apache-2.0
 * What a poll may be made of: every option in every language of the title, no two alike. */
#include "features/poll_read.h"

#include "base/bounds.h"
#include "base/text_clean.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/poll_numbers.h"
#include "features/poll_options.h"
#include "features/poll_state.h"
#include "features/poll_types.h"

static enum err options_read(const struct json *data, struct writer *out);
static enum err range_read(const struct poll_type *type, const struct json *data,
                           struct writer *out);

/* The object is there where the type asks anything; an empty one leaves no trace. */
static enum err ask_read(const struct poll_type *type, const struct json *data, struct writer *out)
{
    const struct json *ask = json_get(data, "ask");
    if (ask && !json_is_null(ask) && !json_is_object(ask))
        return ERR_BAD_REQUEST;
    writer_object_lazy(out, "ask");
    enum err error = type->read ? type->read(ask, out) : ERR_NONE;
    writer_end(out);
    return error;
}

/* What is to be secret is a set of options: abstaining is none, but where it is an option. Who
 * votes anonymously is at its turn not known to be of the team. */
static enum err ballot_read(const struct poll_type *type, const struct json *data,
                            struct writer *out)
{
    enum err error = common_read_optional_bool(data, "abstain", out);
    if (!error)
        error = common_read_optional_bool(data, "participants", out);
    if (error || !common_has(data, "ballot"))
        return error;
    error = common_read_choice(data, "ballot", poll_ballots, out);
    int ballot = common_get_choice(data, "ballot", poll_ballots);
    bool sealed = type->sealable && (type->abstention || !common_get_bool(data, "abstain"));
    bool unknown = ballot == POLL_ANONYMOUS && common_get_bool(data, "participants");
    return !error && ((ballot == POLL_SECRET && !sealed) || unknown) ? ERR_BAD_REQUEST : error;
}

/* One thing that is correct, within what a ballot may hold. */
static enum err correct_item_read(const struct poll_type *type, const struct json *item,
                                  struct writer *out)
{
    struct buffer clean;
    struct slice text;
    int64_t number;
    if (!type->written) {
        if (!json_as_int(item, &number) || number < -POLL_NUMBER_MAX || number > POLL_NUMBER_MAX)
            return ERR_BAD_REQUEST;
        writer_int(out, NULL, number);
        return ERR_NONE;
    }
    if (!json_as_text(item, &text))
        return ERR_BAD_REQUEST;
    buffer_init(&clean, 4 * BOUND_POLL_ANSWER_CHARS);
    enum err error = text_clean_line(text, BOUND_POLL_ANSWER_CHARS, &clean);
    if (!error)
        writer_text(out, NULL, buffer_slice(&clean));
    buffer_done(&clean);
    return error;
}

/* Of options it is a set or an order; of a number one. */
static bool correct_fits(const struct poll_type *type, const struct json *list)
{
    size_t count = json_count(list);
    if (!type->score || !json_is_array(list) || count == 0)
        return false;
    if (type->written)
        return count <= BOUND_POLL_TEXTS;
    return type->sealable || type->listed ? poll_set_of(list) != 0 : count == 1;
}

enum { TIMED_SECONDS_MAX = 3600 };

/* A series is counted by people: it has no veiled or sealed poll. */
static enum err quiz_read(const struct poll_type *type, const struct json *data, struct writer *out)
{
    const struct json *list = json_get(data, "correct");
    enum err error = ERR_NONE;
    if (common_has(data, "correct")) {
        if (!correct_fits(type, list))
            return ERR_CHOICES_INVALID;
        writer_array(out, "correct");
        for (const struct json *item = json_first(list); item && !error; item = json_next(item))
            error = correct_item_read(type, item, out);
        writer_end(out);
    }
    if (!error)
        error = common_read_optional_int(data, "tolerance", 0, POLL_NUMBER_MAX, out);
    if (!error)
        error = common_read_optional_int(data, "timed", 1, TIMED_SECONDS_MAX, out);
    if (error || !common_has(data, "quiz"))
        return common_has(data, "timed") ? ERR_BAD_REQUEST : error;
    bool veiled = common_get_choice(data, "ballot", poll_ballots) >= POLL_ANONYMOUS;
    return veiled || !list ? ERR_BAD_REQUEST : common_read_id(data, "quiz", out);
}

enum err poll_prepare_read(const struct json *data, struct writer *out)
{
    const struct poll_type *type = poll_type_of(data);
    enum err error = common_read_choice(data, "type", poll_types, out);
    if (!error)
        error = common_read_lang_texts(data, "title", BOUND_POLL_TITLE_CHARS, out);
    if (!error && type->listed)
        error = options_read(data, out);
    if (!error && type->ranged)
        error = range_read(type, data, out);
    if (!error)
        error = common_read_optional_bool(data, "change", out);
    if (!error)
        error = ask_read(type, data, out);
    if (!error)
        error = ballot_read(type, data, out);
    if (!error && common_has(data, "results"))
        error = common_read_choice(data, "results", poll_results, out);
    return error ? error : quiz_read(type, data, out);
}

static enum err options_check(const struct json *title, const struct json *options);

static enum err options_read(const struct json *data, struct writer *out)
{
    const struct json *options = json_get(data, "options");
    if (!json_is_array(options) || json_count(options) < 2)
        return ERR_BAD_REQUEST;
    if (json_count(options) > BOUND_POLL_OPTIONS)
        return ERR_LIMIT_EXCEEDED;
    enum err error = ERR_NONE;
    writer_array(out, "options");
    for (const struct json *item = json_first(options); item && !error; item = json_next(item))
        error = common_write_lang_texts(item, NULL, BOUND_POLL_OPTION_CHARS, out);
    writer_end(out);
    return error ? error : options_check(json_get(data, "title"), options);
}

/* The option in this language as it will be kept, appended to `out`; absent when it has none. */
static struct slice option_text(const struct json *option, struct slice lang, struct buffer *out)
{
    struct slice raw;
    size_t start = out->len;
    const struct json *words = json_first(option);
    while (words && !slice_equal(json_key(words), lang))
        words = json_next(words);
    if (!words || !json_as_text(words, &raw) ||
        text_clean_line(raw, BOUND_POLL_OPTION_CHARS, out) != ERR_NONE)
        return (struct slice){NULL, 0};
    return (struct slice){out->bytes + start, out->len - start};
}

/* In one language: each option is there and differs from those before it. Texts are found by place,
 * for the buffer moves while it grows. */
static bool options_differ(const struct json *options, struct slice lang, struct buffer *texts)
{
    size_t start[BOUND_POLL_OPTIONS + 1] = {0}, count = 0;
    buffer_clear(texts);
    for (const struct json *item = json_first(options); item; item = json_next(item)) {
        struct slice text = option_text(item, lang, texts);
        if (!text.at)
            return false;
        start[++count] = texts->len;
        for (size_t i = 0; i + 1 < count; i++)
            if (slice_equal(text, (struct slice){texts->bytes + start[i], start[i + 1] - start[i]}))
                return false;
    }
    return true;
}

static enum err options_check(const struct json *title, const struct json *options)
{
    enum { TEXTS_BYTES = 4 * BOUND_POLL_OPTION_CHARS * BOUND_POLL_OPTIONS };
    struct buffer texts;
    bool fit = true;
    buffer_init(&texts, TEXTS_BYTES);
    for (const struct json *item = json_first(title); item && fit; item = json_next(item))
        if (!json_is_null(item))
            fit = options_differ(options, json_key(item), &texts);
    buffer_done(&texts);
    return fit ? ERR_NONE : ERR_CHOICES_INVALID;
}

/* How many options one ballot may hold: 1 <= min <= max <= options. */
static enum err range_read(const struct poll_type *type, const struct json *data,
                           struct writer *out)
{
    int64_t max = (int64_t)json_count(json_get(data, "options"));
    int64_t least = type->whole ? max : 1;
    enum err error = common_read_optional_int(data, "max", 1, max, out);
    json_get_int(data, "max", &max);
    if (!error)
        error = common_read_optional_int(data, "min", 1, max, out);
    json_get_int(data, "min", &least);
    return !error && least > max ? ERR_BAD_REQUEST : error;
}
