/* SPDX-License-Identifier: Apache-2.0
 * Words, sums, and ballots of polls in posts. */
#include "features/forum_poll_told.h"

#include "base/bounds.h"
#include "features/common_cohorts.h"
#include "features/common_get.h"
#include "features/forum_first.h"
#include "features/forum_narrow.h"
#include "features/forum_poll.h"
#include "features/forum_state.h"
#include "features/poll_state.h"

static bool told(const struct post *post, struct rings rings)
{
    return post->poll->published || common_cohorts_moderates(post->thread->cohorts, rings);
}

/* By choice, from the first on. */
static void tally_write(const struct poll *poll, struct writer *out)
{
    writer_array(out, "tally");
    for (int64_t number = 1; number <= poll->options_count; number++)
        writer_int(out, NULL, poll->box.votes[number]);
    writer_end(out);
}

static void sums_write(const struct post *post, struct rings rings, struct writer *out)
{
    if (rings_equal(rings, RINGS_WAITING))
        return;
    writer_int(out, "voters", (int64_t)map_count(post->poll->box.ballots));
    if (told(post, rings))
        tally_write(post->poll, out);
}

void forum_poll_sums(const struct post *post, struct rings rings, struct writer *out)
{
    writer_object_lazy(out, "poll");
    sums_write(post, rings, out);
    writer_end(out);
}

void forum_poll_write(const struct post *post, struct rings rings, struct writer *out)
{
    const struct poll *poll = post->poll;
    if (!poll)
        return;
    writer_object(out, "poll");
    if (poll->options)
        writer_raw(out, "options", slice_of(poll->options));
    else
        writer_int(out, "count", poll->options_count);
    writer_int(out, "max", poll->max);
    writer_text(out, "ballot", slice_of(forum_poll_ballots[poll->ballot - POLL_NAMED]));
    writer_text(out, "results", slice_of(poll_results[poll->results]));
    if (poll->change)
        writer_bool(out, "change", true);
    if (poll->closes_ms)
        writer_int(out, "closes", poll->closes_ms);
    if (poll->closed_ms)
        writer_int(out, "closed", poll->closed_ms);
    sums_write(post, rings, out);
    writer_end(out);
}

void forum_poll_words(const struct post *post, struct writer *out)
{
    if (post->poll && post->poll->options)
        writer_raw(out, "poll", slice_of(post->poll->options));
}

/* A post that has left the view of its thread is null, for those who have read it elsewhere. */
void forum_finish_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                        struct writer *out)
{
    const struct post *post = forum_post(state, common_get_int(entry->data, "post"));
    bool opening = post == post->thread->posts[0];
    if (!viewer->part || part_seq(part_id(viewer->part)) != post->thread->seq ||
        (!opening && rings_equal(viewer->rings, RINGS_WAITING)))
        return;
    writer_object(out, "posts");
    if (forum_in_window(post)) {
        writer_object_seq(out, post->seq);
        writer_object(out, "poll");
        writer_int(out, "closed", post->poll->closed_ms);
        sums_write(post, viewer->rings, out);
        writer_end(out);
        writer_end(out);
    } else {
        writer_null_seq(out, post->seq);
    }
    writer_end(out);
}

/* ---- questions ---------------------------------------------------------------------------------
 */

static struct rings rings_of(const struct thread *thread, const struct scene *scene)
{
    struct rings rings = room_rings(scene->room, scene->person);
    return forum_waits(thread, scene->person, rings) ? RINGS_WAITING : rings;
}

static void own_write(const struct forum *forum, const struct post *post, struct rings rings,
                      const struct scene *scene, struct writer *out)
{
    const struct poll *poll = post->poll;
    const void *ballot = forum_poll_ballot(forum, poll, scene->person);
    bool waits = rings_equal(rings, RINGS_WAITING);
    writer_object_seq(out, post->seq);
    if (ballot)
        poll_ballot_write(poll->type, "choices", ballot, out);
    if (!waits)
        writer_int(out, "voters", (int64_t)map_count(poll->box.ballots));
    if (!waits && (told(post, rings) || (ballot && poll->results == POLL_AFTER_VOTE)))
        tally_write(poll, out);
    writer_end(out);
}

/* A thread that is not there, and one whose door is closed to them, are not told apart. */
enum err forum_polls_answer(const void *state, const struct json *data, const struct scene *scene,
                            struct writer *out)
{
    int64_t seq;
    if (!json_get_int(data, "thread", &seq) || seq < 1)
        return ERR_BAD_REQUEST;
    const struct thread *thread = forum_thread(state, seq);
    if (!forum_sees(thread, scene))
        return ERR_NOT_FOUND;
    struct rings rings = rings_of(thread, scene);
    writer_object(out, "polls");
    for (size_t i = 0; i < thread->posts_count; i++) {
        const struct post *post = thread->posts[i];
        if (post->poll && !post->deleted && forum_sees_post(post, scene))
            own_write(state, post, rings, scene, out);
    }
    writer_end(out);
    return ERR_NONE;
}

static void ballot_write(const struct scene *scene, const struct poll *poll,
                         const struct map_at *at, struct writer *out)
{
    struct slice name = room_present_name(scene->room, at->key);
    writer_object(out, NULL);
    writer_text(out, "person", at->key);
    if (name.len > 0)
        writer_text(out, "name", name);
    poll_ballot_write(poll->type, "choices", at->value, out);
    writer_end(out);
}

static enum err ballots_find(const void *state, const struct json *data, const struct scene *scene,
                             const struct poll **out)
{
    int64_t seq;
    if (!json_get_int(data, "post", &seq) || seq < 1)
        return ERR_BAD_REQUEST;
    const struct post *post = forum_post(state, seq);
    if (!forum_sees_post(post, scene) || !post->poll || post->deleted)
        return ERR_NOT_FOUND;
    if (!forum_moderates(post->thread, scene))
        return ERR_PERMISSION_DENIED;
    *out = post->poll;
    return post->poll->ballot == POLL_NAMED ? ERR_NONE : ERR_NOT_AVAILABLE;
}

enum err forum_ballots_answer(const void *state, const struct json *data, const struct scene *scene,
                              struct writer *out)
{
    const struct poll *poll;
    int64_t after = 0, place = 0;
    struct map_at at = {0};
    enum err error = ballots_find(state, data, scene, &poll);
    if (error)
        return error;
    if (common_has(data, "after") && (!json_get_int(data, "after", &after) || after < 0))
        return ERR_BAD_REQUEST;
    int64_t all = (int64_t)map_count(poll->box.ballots);
    int64_t end = after > all ? all : after + BOUND_POLL_PAGE;
    writer_array(out, "ballots");
    for (; place < end && map_next(poll->box.ballots, &at); place++)
        if (place >= after)
            ballot_write(scene, poll, &at, out);
    writer_end(out);
    writer_int(out, "all", all);
    if (end < all)
        writer_int(out, "next", end);
    return ERR_NONE;
}
