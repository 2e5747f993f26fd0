/* SPDX-License-Identifier: Apache-2.0
 * Sealed choices as they are kept: {"poll":12,"choices":"<base64url>"}. */
#include "features/poll_secret.h"

#include "base/base64url.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/poll_options.h"

/* The sealed choice as bytes, in `out`; false when there is none of the right length. */
static bool sealed_read(const struct json *data, struct buffer *out)
{
    struct slice text;
    return json_get_text(data, "choices", &text) && base64url_read(text, out) &&
           out->len == BALLOT_SEALED_BYTES;
}

bool poll_secret_sealed(const struct json *data)
{
    struct buffer sealed;
    buffer_init(&sealed, BALLOT_SEALED_BYTES);
    bool good = sealed_read(data, &sealed);
    buffer_done(&sealed);
    return good;
}

void poll_secret_keep(struct poll *poll, const struct entry *entry)
{
    struct buffer sealed;
    buffer_init(&sealed, BALLOT_SEALED_BYTES);
    if (sealed_read(entry->data, &sealed)) {
        char *kept = mem_new(BALLOT_SEALED_BYTES);
        memcpy(kept, sealed.bytes, BALLOT_SEALED_BYTES);
        mem_free(map_put(poll->box.ballots, entry->by, kept));
    }
    buffer_done(&sealed);
}

/* What is left of the ballots is who has voted. */
static void seals_drop(struct poll *poll)
{
    struct map *voters = map_new(BOUND_MEMBERS);
    struct map_at at = {0};
    while (map_next(poll->box.ballots, &at))
        map_put(voters, at.key, poll);
    map_free(&poll->box.ballots, mem_free);
    poll->box.ballots = voters;
    poll->sealed = false;
}

static void result_set(struct poll *poll, enum poll_result result)
{
    poll->result = result;
    if (result != POLL_COUNTING && poll->sealed)
        seals_drop(poll);
}

void poll_secret_close(struct poll *poll)
{
    bool enough = map_count(poll->box.ballots) >= BOUND_BALLOTS_LEAST;
    if (poll->ballot == POLL_SECRET)
        result_set(poll, enough ? POLL_COUNTING : POLL_FEW);
}

/* ---- for the hub ------------------------------------------------------------------------------
 */

static bool choice(const void *state, const struct entry *entry, struct ballot *out)
{
    int64_t seq = common_get_int(entry->data, "poll");
    if (poll_ballot_kind(state, seq) != POLL_SECRET)
        return false;
    *out = (struct ballot){.thing = seq, .choices = poll_choices(entry->data)};
    return out->choices;
}

static void vote_write(const struct entry *entry, struct slice sealed, struct writer *out)
{
    struct buffer text;
    buffer_init(&text, 2 * BALLOT_SEALED_BYTES);
    base64url_write(sealed, &text);
    writer_int(out, "poll", common_get_int(entry->data, "poll"));
    writer_text(out, "choices", buffer_slice(&text));
    buffer_done(&text);
}

/* Those that were deleted too: their key may not be gone yet. */
static bool box(const void *state, int64_t after, struct ballot_box *out)
{
    const struct polls *polls = state;
    struct map_at at = {0};
    *out = (struct ballot_box){.thing = INT64_MAX};
    while (map_next(polls->polls, &at)) {
        const struct poll *poll = at.value;
        if (poll->result != POLL_UNTOLD && poll->seq > after && poll->seq < out->thing)
            *out = (struct ballot_box){.thing = poll->seq,
                                       .closed_ms = poll->closed_ms,
                                       .counting = poll->result == POLL_COUNTING};
    }
    for (size_t i = 0; i < POLLS_GONE; i++) {
        const struct poll_gone *gone = &polls->gone[i];
        if (gone->ballot == POLL_SECRET && gone->seq > after && gone->seq < out->thing)
            *out = (struct ballot_box){.thing = gone->seq};
    }
    return out->thing < INT64_MAX;
}

static void each(const void *state, int64_t thing, ballot_fn *fn, void *context)
{
    const struct polls *polls = state;
    const struct poll *poll = map_find(polls->polls, slice_of_seq(&thing));
    struct map_at at = {0};
    while (poll && poll->sealed && map_next(poll->box.ballots, &at))
        fn(context, at.key, (struct slice){at.value, BALLOT_SEALED_BYTES});
}

static void sums_write(int64_t thing, const struct ballot_sums *sums, struct writer *out)
{
    writer_int(out, "poll", thing);
    if (sums->lost) {
        writer_bool(out, "lost", true);
        return;
    }
    writer_int(out, "voters", sums->voters);
    writer_object(out, "options");
    for (int64_t number = 1; number <= BOUND_POLL_OPTIONS; number++)
        if (sums->options[number])
            writer_int_seq(out, number, sums->options[number]);
    writer_end(out);
}

const struct ballots poll_secret_ballots = {
    .sums_type = "poll.sums",
    .choice = choice,
    .write = vote_write,
    .box = box,
    .each = each,
    .sums_write = sums_write,
};

/* ---- the sums ---------------------------------------------------------------------------------
 */

/* Sums of fewer would tell what each of them chose: whoever asks for them, there are none. */
enum err poll_sums_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct poll *poll = poll_find(state, entry);
    UNUSED(scene);
    if (!poll)
        return ERR_NOT_FOUND;
    if (poll->result != POLL_COUNTING)
        return ERR_NOT_AVAILABLE;
    bool enough = common_get_int(entry->data, "voters") >= BOUND_BALLOTS_LEAST;
    return enough || common_get_bool(entry->data, "lost") ? ERR_NONE : ERR_NOT_AVAILABLE;
}

void poll_sums_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct poll *poll = poll_find(state, entry);
    const struct json *options = json_get(entry->data, "options");
    UNUSED(scene);
    bool lost = common_get_bool(entry->data, "lost");
    for (int64_t number = 1; !lost && number <= poll->options_count; number++) {
        char key[24];
        snprintf(key, sizeof key, "%lld", (long long)number);
        json_get_int(options, key, &poll->box.votes[number]);
    }
    result_set(poll, lost ? POLL_LOST : POLL_COUNTED);
}
