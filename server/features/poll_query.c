/* SPDX-License-Identifier: Apache-2.0
 * Pages of ballots in the order in which people first voted, and sums for who has voted. */
#include "features/poll_query.h"

#include "base/bounds.h"
#include "features/common_get.h"
#include "features/poll_state.h"
#include "features/poll_tally.h"

static const struct poll *poll_asked(const void *state, const struct json *data)
{
    const struct polls *polls = state;
    int64_t seq = common_get_int(data, "poll");
    return map_find(polls->polls, slice_of_seq(&seq));
}

/* An optional number of at least `least`; false when it is none. */
static bool number_read(const struct json *data, const char *key, int64_t least, int64_t *out)
{
    return !common_has(data, key) || (json_get_int(data, key, out) && *out >= least);
}

static void ballot_write(const struct scene *scene, const struct poll *poll,
                         const struct map_at *at, bool late, struct writer *out)
{
    struct slice name = room_present_name(scene->room, at->key);
    writer_object(out, NULL);
    writer_text(out, "person", at->key);
    if (name.len > 0)
        writer_text(out, "name", name);
    poll_ballot_write(poll->type, "ballot", at->value, out);
    if (late)
        writer_bool(out, "late", true);
    writer_end(out);
}

/* Those of the session, then those of who watched again. */
struct ballots_page {
    const struct scene *scene;
    const struct poll *poll;
    int64_t after, end;
};

/* What a page has of a box that begins at `place`. Returns where it ends. */
static int64_t box_write(const struct ballots_page *page, const struct poll_box *box, int64_t place,
                         bool late, struct writer *out)
{
    int64_t ends = place + (int64_t)map_count(box->ballots);
    struct map_at at = {0};
    for (; place < page->end && map_next(box->ballots, &at); place++)
        if (place >= page->after)
            ballot_write(page->scene, page->poll, &at, late, out);
    return ends;
}

enum err poll_ballots_answer(const void *state, const struct json *data, const struct scene *scene,
                             struct writer *out)
{
    const struct poll *poll = poll_asked(state, data);
    int64_t round = poll ? poll->round : 1, after = 0;
    if (!number_read(data, "round", 1, &round) || !number_read(data, "after", 0, &after))
        return ERR_BAD_REQUEST;
    const struct poll_box *box = poll ? poll_round_box(poll, round) : NULL;
    if (!box || poll->state == POLL_DRAFT)
        return ERR_NOT_FOUND;
    if (poll->ballot != POLL_NAMED)
        return ERR_NOT_AVAILABLE;
    int64_t end = after > INT64_MAX - BOUND_POLL_PAGE ? INT64_MAX : after + BOUND_POLL_PAGE;
    const struct ballots_page page = {scene, poll, after, end};
    const struct poll_late *late = poll->late[round - 1];
    writer_array(out, "ballots");
    int64_t all = box_write(&page, box, 0, false, out);
    if (late)
        all = box_write(&page, &late->told, all, true, out);
    writer_end(out);
    writer_int(out, "all", all);
    if (end < all)
        writer_int(out, "next", end);
    return ERR_NONE;
}

enum err poll_tally_answer(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    const struct polls *polls = state;
    const struct poll *poll = poll_asked(state, data);
    bool team = scene->role & ROLE_STAFF;
    if (!poll || (!team && !poll_shown(poll)))
        return ERR_NOT_FOUND;
    bool may = team || poll->published ||
               (poll->results == POLL_AFTER_VOTE && poll_ballot_of(polls, poll, scene->person));
    if (!may)
        return ERR_NOT_AVAILABLE;
    poll_tally_write(poll, &poll->box, "tally", out);
    return ERR_NONE;
}
