/* SPDX-License-Identifier: Apache-2.0
 * Each round's tally is written as everybody is told it, and read into rows. */
#include "features/poll_report.h"

#include "base/unused.h"
#include "features/common_page.h"
#include "features/poll_state.h"
#include "features/poll_tally.h"

enum { REPORT_PAGE = 20, TALLY_BYTES = 1 << 20 };

static const char *const states[] = {"draft", "open", "closed", "archived"};

/* One round of a poll, on its way into rows. */
struct round {
    const struct poll *poll;
    const struct json *options; /* their texts; NULL: it has none */
    const struct json *tally;
    int64_t number;
    bool late; /* of who watched again */
    struct writer *out;
};

/* Opens a row with what all rows of the round have. */
static void row_open(const struct round *round)
{
    static const char *const sums[] = {"voters", "abstained", NULL};
    const struct poll *poll = round->poll;
    struct writer *out = round->out;
    int64_t count = 0;
    writer_object(out, NULL);
    writer_int(out, "poll", poll->seq);
    if (poll->title)
        writer_raw(out, "title", slice_of(poll->title));
    writer_text(out, "type", slice_of(poll->type->name));
    writer_text(out, "ballot", slice_of(poll_ballots[poll->ballot]));
    writer_text(out, "state", slice_of(states[poll->state]));
    writer_int(out, "round", round->number);
    if (round->late)
        writer_bool(out, "late", true);
    if (poll->opened_ms)
        writer_int(out, "opened", poll->opened_ms);
    if (poll->closed_ms)
        writer_int(out, "closed", poll->closed_ms);
    for (size_t i = 0; sums[i]; i++)
        if (json_get_int(round->tally, sums[i], &count))
            writer_int(out, sums[i], count);
}

static void raw_member(const struct round *round, const char *key, const struct json *value)
{
    struct buffer text;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    json_print(value, &text);
    writer_raw(round->out, key, buffer_slice(&text));
    buffer_done(&text);
}

static void option_row(const struct round *round, const struct json *sum)
{
    struct slice number = json_key(sum);
    const struct json *firsts = json_get(round->tally, "firsts");
    const struct json *label = json_find(round->options, number);
    int64_t count = 0;
    row_open(round);
    writer_text(round->out, "option", number);
    if (label)
        raw_member(round, "label", label);
    if (json_as_int(sum, &count))
        writer_int(round->out, "count", count);
    if (json_as_int(json_find(firsts, number), &count))
        writer_int(round->out, "firsts", count);
    writer_end(round->out);
}

/* A word: [folded, count, as it was written], or what numbers come to. */
static void other_row(const struct round *round, const struct json *item, bool word)
{
    const struct json *count = json_next(json_first(item));
    int64_t number = 0;
    row_open(round);
    if (word) {
        const struct json *written = count ? json_next(count) : NULL;
        raw_member(round, "label", written ? written : json_first(item));
        if (json_as_int(count, &number))
            writer_int(round->out, "count", number);
    } else {
        for (const struct json *sum = json_first(item); sum; sum = json_next(sum))
            if (json_as_int(sum, &number))
                writer_int_slice(round->out, json_key(sum), number);
    }
    writer_end(round->out);
}

static void round_rows(const struct round *round)
{
    const struct json *options = json_get(round->tally, "options"), *item;
    const struct json *words = json_get(round->tally, "words");
    const struct json *numbers = json_get(round->tally, "numbers");
    size_t rows = json_count(options) + json_count(words) + json_count(numbers);
    for (item = json_first(options); item; item = json_next(item))
        option_row(round, item);
    for (item = json_first(words); item; item = json_next(item))
        other_row(round, item, true);
    for (item = json_first(numbers); item; item = json_next(item))
        other_row(round, item, false);
    if (rows > 0)
        return;
    row_open(round);
    writer_end(round->out);
}

static void box_rows(struct round round, const struct poll_box *box)
{
    struct buffer text;
    struct writer tally;
    struct json *json = NULL;
    buffer_init(&text, TALLY_BYTES);
    writer_init(&tally, &text);
    poll_tally_write(round.poll, box, NULL, &tally);
    if (json_parse_large(buffer_slice(&text), &json) == ERR_NONE) {
        round.tally = json;
        round_rows(&round);
    }
    json_free(&json);
    buffer_done(&text);
}

static void poll_rows(const struct poll *poll, struct writer *out)
{
    struct json *options = NULL;
    if (poll->options)
        (void)json_parse_large(slice_of(poll->options), &options);
    for (int64_t number = 1; number <= poll->round; number++) {
        struct round round = {.poll = poll, .options = options, .number = number, .out = out};
        const struct poll_late *late = poll->late[number - 1];
        box_rows(round, poll_round_box(poll, number));
        round.late = true;
        if (late && map_count(late->told.ballots) > 0)
            box_rows(round, &late->told);
    }
    json_free(&options);
}

enum err poll_report_answer(const void *state, const struct json *data, const struct scene *scene,
                            struct writer *out)
{
    const struct polls *polls = state;
    struct common_page page;
    struct map_at at = {0};
    enum err error = common_page_read(data, REPORT_PAGE, &page);
    UNUSED(scene);
    if (error)
        return error;
    writer_array(out, "rows");
    while (!page.more && map_next(polls->polls, &at)) {
        const struct poll *poll = at.value;
        if (poll->state != POLL_DRAFT && common_page_takes(&page, poll->seq))
            poll_rows(poll, out);
    }
    writer_end(out);
    common_page_end(&page, out);
    return ERR_NONE;
}
