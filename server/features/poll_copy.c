/* SPDX-License-Identifier: Apache-2.0
 * A poll as the data of a poll.prepare that makes the same. */
#include "features/poll_copy.h"

#include "base/bounds.h"
#include "base/check.h"
#include "base/unused.h"
#include "features/common_carry.h"
#include "features/common_get.h"
#include "features/poll_state.h"

/* The options as a list again. */
static void options_write(const struct poll *poll, struct writer *out)
{
    struct json *options = NULL;
    struct buffer text;
    check(json_parse_large(slice_of(poll->options), &options) == ERR_NONE);
    buffer_init(&text, BOUND_ENTRY_BYTES);
    writer_array(out, "options");
    for (const struct json *option = json_first(options); option; option = json_next(option)) {
        buffer_clear(&text);
        json_print(option, &text);
        writer_raw(out, NULL, buffer_slice(&text));
    }
    writer_end(out);
    buffer_done(&text);
    json_free(&options);
}

/* When sums are seen, and what a quiz counts. */
static void counts_write(const struct poll *poll, struct writer *out)
{
    if (poll->results != POLL_NEVER)
        writer_text(out, "results", slice_of(poll_results[poll->results]));
    if (poll->correct)
        writer_raw(out, "correct", slice_of(poll->correct));
    if (poll->tolerance)
        writer_int(out, "tolerance", poll->tolerance);
    if (poll->timed_ms)
        writer_int(out, "timed", poll->timed_ms / 1000);
    if (poll->quiz)
        writer_text(out, "quiz", slice_of(poll->quiz));
}

static void asked_write(const struct poll *poll, struct writer *out)
{
    writer_text(out, "type", slice_of(poll->type->name));
    writer_raw(out, "title", slice_of(poll->title));
    if (poll->type->listed && poll->options)
        options_write(poll, out);
    if (poll->type->ranged) {
        writer_int(out, "max", poll->max);
        writer_int(out, "min", poll->min);
    }
    writer_bool(out, "change", poll->change);
    if (poll->ask)
        writer_raw(out, "ask", slice_of(poll->ask));
    if (poll->abstain != poll->type->abstention)
        writer_bool(out, "abstain", poll->abstain);
    if (poll->participants)
        writer_bool(out, "participants", true);
    if (poll->ballot != POLL_CONFIDENTIAL)
        writer_text(out, "ballot", slice_of(poll_ballots[poll->ballot]));
    counts_write(poll, out);
}

/* One page of a walk. */
struct page {
    struct writer *out;
    int64_t after, place;
};

static void page_add(void *context, int64_t seq, const void *thing)
{
    struct page *page = context;
    int64_t place = page->place++;
    if (place < page->after || place >= page->after + BOUND_POLL_PREPARED_PAGE)
        return;
    writer_object(page->out, NULL);
    writer_int(page->out, "poll", seq);
    asked_write(thing, page->out);
    writer_end(page->out);
}

enum err poll_prepared(const void *state, const struct json *data, const struct scene *scene,
                       struct writer *out)
{
    const struct polls *polls = state;
    struct page page = {.out = out};
    UNUSED(scene);
    if (common_has(data, "after") &&
        (!json_get_int(data, "after", &page.after) || page.after < 0 || page.after > BOUND_POLLS))
        return ERR_BAD_REQUEST;
    writer_array(out, "polls");
    common_order_each(&polls->order, polls->polls, page_add, &page);
    writer_end(out);
    if (page.place > page.after + BOUND_POLL_PREPARED_PAGE)
        writer_int(out, "next", page.after + BOUND_POLL_PREPARED_PAGE);
    return ERR_NONE;
}

/* What is erased asks nothing. */
static bool poll_carry(const void *thing, struct writer *out)
{
    bool asks = strcmp(((const struct poll *)thing)->title, "{}") != 0;
    if (asks)
        asked_write(thing, out);
    return asks;
}

void poll_carry_effects(const void *state, const struct entry *entry, const struct scene *scene,
                        struct emitter *emitter)
{
    static const struct common_carriage drafts = {"poll", "poll.prepare", poll_carry};
    const struct polls *polls = state;
    UNUSED(scene);
    common_carry(&drafts, &polls->order, polls->polls, entry, emitter);
}
