/* SPDX-License-Identifier: Apache-2.0
 * See poll_tally.h. */
#include "features/poll_tally.h"

#include "base/check.h"
#include "base/mem.h"
#include "features/common_get.h"

bool poll_tally_abstained(const struct poll *poll)
{
    return poll->abstain && !poll->type->abstention;
}

void poll_tally_members(const struct poll *poll, const struct poll_box *box, struct writer *out)
{
    writer_int(out, "voters", (int64_t)map_count(box->ballots));
    if (poll_tally_abstained(poll))
        writer_int(out, "abstained", box->votes[0]);
    if (poll->ballot != POLL_SECRET || poll->result == POLL_COUNTED)
        poll->type->sums(poll, box, out);
}

void poll_tally_write(const struct poll *poll, const struct poll_box *box, const char *key,
                      struct writer *out)
{
    writer_object(out, key);
    poll_tally_members(poll, box, out);
    writer_end(out);
}

/* Sums by option, null for those that it does not have. */
static void options_replace(const struct json *sums, struct writer *out)
{
    writer_object_slice(out, json_key(sums));
    const struct json *sum = json_first(sums);
    for (int64_t number = 1; number <= BOUND_POLL_OPTIONS; number++) {
        int64_t count = 0;
        if (!sum) {
            writer_null_seq(out, number);
            continue;
        }
        json_as_int(sum, &count);
        writer_int_seq(out, number, count);
        sum = json_next(sum);
    }
    writer_end(out);
}

/* Null for the sums that polls of other types have. */
static void tally_replace(const struct poll *poll, struct writer *out)
{
    static const char *const members[] = {"voters",  "abstained", "options", "firsts",
                                          "numbers", "shown",     "words"};
    struct json *tally = NULL;
    struct buffer text;
    struct writer whole;
    buffer_init(&text, BOUND_VIEW_BYTES);
    writer_init(&whole, &text);
    poll_tally_write(poll, &poll->box, NULL, &whole);
    check(json_parse_large(buffer_slice(&text), &tally) == ERR_NONE);
    buffer_done(&text);
    writer_object(out, "tally");
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++) {
        const struct json *item = json_get(tally, members[i]);
        if (!item) {
            writer_null(out, members[i]);
        } else if (json_is_object(item)) {
            options_replace(item, out);
        } else {
            char *copy = common_copy_json(tally, members[i]);
            writer_raw(out, members[i], slice_of(copy));
            mem_free(copy);
        }
    }
    writer_end(out);
    json_free(&tally);
}

void poll_rounds_write(const struct poll *poll, bool replaces, struct writer *out)
{
    if (replaces)
        tally_replace(poll, out);
    else
        poll_tally_write(poll, &poll->box, "tally", out);
    if (poll->round == 1)
        return;
    writer_array(out, "rounds");
    for (int64_t i = 0; i < poll->round - 1; i++)
        poll_tally_write(poll, &poll->past[i], NULL, out);
    writer_end(out);
}
