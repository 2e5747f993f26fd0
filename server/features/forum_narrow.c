/* SPDX-License-Identifier: Apache-2.0
 * A stamp is made when the thread is opened, and later only narrowed. */
#include "features/forum_narrow.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "core/room.h"
#include "core/room_area.h"
#include "features/common_cohorts.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/forum_first.h"
#include "features/forum_mentions.h"
#include "features/forum_topics.h"

static struct thread *thread_find(const struct forum *forum, const struct entry *entry)
{
    return forum_thread(forum, common_get_int(entry->data, "thread"));
}

static bool is_server(const struct scene *scene)
{
    return scene->role == ROLE_SYSTEM;
}

/* Of a pseudonym it is known alone that somebody in the room is behind it (forum_veil.h). */
static bool sees_veiled(const struct thread *thread, struct slice person)
{
    return veil_hides(person) && rings_equal(thread->stamp, RINGS_INSIDE);
}

/* Those of who asks, in the area that the thread is in. */
static struct rings rings_at(const struct thread *thread, const struct scene *scene)
{
    return room_area_rings(scene->room, scene->person, forum_area(thread));
}

bool forum_sees(const struct thread *thread, const struct scene *scene)
{
    return thread && (is_server(scene) || sees_veiled(thread, scene->person) ||
                      thread_reaches(thread, rings_at(thread, scene)));
}

bool forum_sees_post(const struct post *post, const struct scene *scene)
{
    return post && forum_sees(post->thread, scene) &&
           (is_server(scene) ||
            forum_shows_post(post, scene->person, rings_at(post->thread, scene)));
}

static bool is_organiser(const struct scene *scene)
{
    return is_server(scene) || scene->role & ROLE_ORGANISERS;
}

bool forum_moderates(const struct thread *thread, const struct scene *scene)
{
    struct rings rings = room_rings(scene->room, scene->person);
    return is_organiser(scene) ||
           (!rings_of_staff(rings) && common_cohorts_moderates(thread->cohorts, rings));
}

/* The staff of one cohort may not decide for another. */
struct rings forum_moderators(const struct thread *thread)
{
    bool one = thread->cohorts && !(thread->cohorts & (thread->cohorts - 1));
    return rings_both(RINGS_STAFF, (struct rings){.staff = one ? thread->stamp.staff : 0});
}

enum err forum_cohorts_check(const struct entry *entry, const struct scene *scene)
{
    uint64_t cohorts = common_get_cohorts(entry->data);
    struct rings rings = room_rings(scene->room, scene->person), stamp;
    for (int64_t number = 1; number <= BOUND_COHORTS; number++) {
        if (!(cohorts & COHORT(number)))
            continue;
        bool may = room_cohort(scene->room, number, &stamp) &&
                   (is_organiser(scene) || rings_meet(stamp, rings));
        if (!may)
            return ERR_NOT_FOUND;
    }
    return ERR_NONE;
}

enum err forum_narrow_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "thread", out);
    if (!error && !common_has(data, "cohorts"))
        error = ERR_BAD_REQUEST;
    return error ? error : common_read_cohorts(data, out);
}

/* How many were told of a post who would see the thread no more. */
static struct told *told_by(const struct forum *forum, const struct thread *thread,
                            const struct scene *scene, struct rings stamp)
{
    struct told *told = NULL;
    for (size_t i = 0; i < thread->posts_count; i++)
        forum_told_outside(&told, thread->posts[i]->mentions, thread->posts[i]->seq, scene->room,
                           stamp);
    for (size_t i = 0; i < thread->posts_count; i++) {
        const struct forum_answer answer = forum_answer(forum, thread->posts[i]);
        if (!answer.post->deleted)
            forum_told_reply_outside(&told, &answer, scene->room, stamp);
    }
    return told;
}

/* What it becomes. False: one of the cohorts is not there. */
static bool stamp_after(const struct thread *thread, const struct entry *entry,
                        const struct scene *scene, struct rings *out)
{
    if (!common_cohorts_stamp(scene->room, common_get_cohorts(entry->data), out))
        return false;
    if (thread->cohorts) {
        out->all &= thread->written.all;
        out->staff &= thread->written.staff;
    }
    return true;
}

enum err forum_narrow_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct thread *thread = thread_find(state, entry);
    uint64_t cohorts = common_get_cohorts(entry->data);
    struct rings stamp;
    if (!forum_sees(thread, scene))
        return ERR_NOT_FOUND;
    if (!forum_moderates(thread, scene))
        return ERR_PERMISSION_DENIED;
    enum err error = forum_cohorts_check(entry, scene);
    if (error)
        return error;
    if (thread->cohorts && cohorts & ~thread->cohorts)
        return ERR_COHORT_WIDER;
    if (!stamp_after(thread, entry, scene, &stamp))
        return ERR_NOT_FOUND;
    stamp = topic_now(topics_of_thread(state, thread), stamp);
    struct told *told = told_by(state, thread, scene, stamp);
    size_t count = forum_told_count(told);
    forum_told_free(&told);
    return count > BOUND_EFFECTS ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void forum_narrow_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct forum *forum = state;
    struct thread *thread = thread_find(forum, entry);
    struct rings stamp;
    forum_order_begin(&forum->order, entry);
    forum_order_touch(&forum->order, thread);
    (void)stamp_after(thread, entry, scene, &stamp);
    thread->written = stamp;
    stamp = topic_now(topics_of_thread(forum, thread), thread->written);
    forum_deletion_begin(forum, thread);
    forum->deletion.told = told_by(forum, thread, scene, stamp);
    for (size_t i = 0; i < thread->posts_count; i++)
        forum_mentions_narrow(thread->posts[i]->mentions, scene->room, stamp);
    forum->deletion.before = thread->stamp;
    thread->stamp = stamp;
    thread->cohorts = common_get_cohorts(entry->data);
}

/* Of anybody who saw it. */
void forum_narrow_moved(const void *state, const struct entry *entry, struct moved *out)
{
    UNUSED(state);
    UNUSED(entry);
    out->all = true;
}
