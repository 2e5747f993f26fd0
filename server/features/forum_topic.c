/* SPDX-License-Identifier: Apache-2.0
 * Organisers make topics; a topic's staff write its announcements. */
#include "features/forum_topic.h"

#include <stdlib.h>

#include "base/bounds.h"
#include "base/unused.h"
#include "core/room.h"
#include "core/room_area.h"
#include "features/common_cohorts.h"
#include "features/common_get.h"
#include "features/common_order.h"
#include "features/common_read.h"
#include "features/forum_narrow.h"
#include "features/forum_throttle.h"
#include "features/forum_topics.h"

/* ---- what commands say -------------------------------------------------------------------------
 */

/* This many at most in some minutes, with a warning before, or no such bound. */
static enum err throttle_read(const struct json *data, struct writer *out)
{
    bool bound = common_has(data, "block");
    int64_t block = common_get_int(data, "block");
    if (bound != common_has(data, "minutes") || (common_has(data, "warn") && !bound))
        return ERR_BAD_REQUEST;
    enum err error = common_read_optional_int(data, "block", 1, BOUND_TOPIC_BLOCK, out);
    if (!error)
        error = common_read_optional_int(data, "warn", 1, block, out);
    return error ? error : common_read_optional_int(data, "minutes", 1, BOUND_TOPIC_MINUTES, out);
}

static enum err words_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_lang_texts(data, "title", BOUND_TITLE_CHARS, out);
    if (!error && common_has(data, "text"))
        error = common_read_lang_prose(data, "text", BOUND_TOPIC_CHARS, out);
    if (!error)
        error = common_read_optional_seq(data, "unit", out);
    if (!error)
        error = common_read_optional_bool(data, "anonymous", out);
    return error ? error : throttle_read(data, out);
}

enum err forum_topic_add_read(const struct json *data, struct writer *out)
{
    enum err error = words_read(data, out);
    if (!error)
        error = common_read_choice(data, "kind", topic_kinds, out);
    if (!error)
        error = common_read_optional_seq(data, "from", out);
    return error ? error : common_read_cohorts(data, out);
}

enum err forum_topic_edit_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_seq(data, "topic", out);
    return error ? error : words_read(data, out);
}

enum err forum_topic_order_read(const struct json *data, struct writer *out)
{
    return common_read_order(data, "topics", BOUND_TOPICS, out);
}

enum err forum_topic_remove_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "topic", out);
}

/* ---- what may be -------------------------------------------------------------------------------
 */

static enum err unit_check(const struct forum *forum, const struct entry *entry)
{
    return !common_has(entry->data, "unit") || topics_unit(forum, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

/* Where everybody reads and opens what they like: forum_veil.h says why. */
static enum err nameless_check(const struct entry *entry, enum topic_kind kind, uint64_t cohorts)
{
    bool fits = !cohorts && (kind == TOPIC_DISCUSSION || kind == TOPIC_QUESTION);
    return !common_get_bool(entry->data, "anonymous") || fits ? ERR_NONE : ERR_TOPIC_KIND;
}

enum err forum_topic_add_check(const void *state, const struct entry *entry,
                               const struct scene *scene)
{
    const struct forum *forum = state;
    if (common_has(entry->data, "from") && !((unsigned)scene->role & ROLE_SYSTEM))
        return ERR_PERMISSION_DENIED;
    enum err error = shelf_check(&forum->topics->all.shelf, entry, scene, 0);
    if (!error)
        error = forum_cohorts_check(entry, scene);
    if (!error)
        error = nameless_check(entry,
                               (enum topic_kind)common_get_choice(entry->data, "kind", topic_kinds),
                               common_get_cohorts(entry->data));
    return error ? error : unit_check(forum, entry);
}

enum err forum_topic_edit_check(const void *state, const struct entry *entry,
                                const struct scene *scene)
{
    const struct topic *topic = topics_of(state, entry);
    UNUSED(scene);
    if (!topic)
        return ERR_NOT_FOUND;
    enum err error = nameless_check(entry, topic->kind, topic->cohorts);
    return error ? error : unit_check(state, entry);
}

enum err forum_topic_remove_check(const void *state, const struct entry *entry,
                                  const struct scene *scene)
{
    const struct topic *topic = topics_of(state, entry);
    UNUSED(scene);
    if (!topic)
        return ERR_NOT_FOUND;
    return topic_threads(state, topic) > 0 ? ERR_TOPIC_USED : ERR_NONE;
}

/* ---- what changes ------------------------------------------------------------------------------
 */

void forum_topic_add_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    topics_add(state, entry, scene);
}

void forum_topic_edit_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    topics_set(state, entry, topics_of(state, entry));
}

/* Whoever looks at a thread of what is shut now does not stand there any more. */
void forum_topic_edit_moved(const void *state, const struct entry *entry, struct moved *out)
{
    out->all = topics_of(state, entry)->shut;
}

static int place_compare(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* The places that they have are theirs in this order. */
void forum_topic_order_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct forum *forum = state;
    struct topic *named[BOUND_TOPICS];
    int64_t places[BOUND_TOPICS];
    size_t count = 0;
    UNUSED(scene);
    const struct json *at = json_first(json_get(entry->data, "topics"));
    for (; at && count < BOUND_TOPICS; at = json_next(at)) {
        int64_t seq = 0;
        struct topic *topic = json_as_int(at, &seq) ? topics_find(forum, seq) : NULL;
        if (!topic)
            continue;
        places[count] = topic->place;
        named[count++] = topic;
    }
    qsort(places, count, sizeof *places, place_compare);
    for (size_t i = 0; i < count; i++) {
        if (named[i]->place == places[i])
            continue;
        shelf_touch(&forum->topics->all.shelf, entry, &named[i]->words.thing);
        named[i]->place = places[i];
    }
}

void forum_topic_remove_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct forum *forum = state;
    UNUSED(scene);
    worded_remove(&forum->topics->all, entry, &topics_of(forum, entry)->words);
}

void forum_topic_erases(const void *state, const struct entry *entry, struct withdrawal *withdrawal)
{
    worded_erases(((const struct forum *)state)->topics, entry, withdrawal);
}

/* ---- what is heard -----------------------------------------------------------------------------
 */

void forum_topic_heard_unit(void *state, const struct entry *entry, const struct scene *scene)
{
    int64_t unit = common_get_int(entry->data, "unit");
    UNUSED(scene);
    if (slice_is(entry->type, "unit.add"))
        topics_unit_new(state, entry);
    else if (slice_is(entry->type, "unit.release"))
        topics_unit_is(state, entry, unit, TOPIC_UNIT_OPEN);
    else
        topics_unit_is(state, entry, unit,
                       slice_is(entry->type, "unit.remove") ? TOPIC_UNIT_GONE : TOPIC_UNIT_SHUT);
}

void forum_topic_heard_cohort(void *state, const struct entry *entry, const struct scene *scene)
{
    topics_widen(state, entry, scene->room);
}

/* ---- what is written in one --------------------------------------------------------------------
 */

static bool is_shown(const struct topic *topic, const struct scene *scene)
{
    if (veil_hides(scene->person))
        return rings_equal(topic->words.thing.stamp, RINGS_INSIDE);
    struct area area = {"topic", topic->words.thing.seq};
    return scene->role == ROLE_SYSTEM ||
           rings_meet(topic->words.thing.stamp, room_area_rings(scene->room, scene->person, area));
}

static bool moderates(const struct topic *topic, const struct scene *scene)
{
    return scene->role & (ROLE_SYSTEM | ROLE_ORGANISERS) ||
           common_cohorts_moderates(topic->cohorts, room_rings(scene->room, scene->person));
}

/* Whether they have a thread there. */
static bool has_one(const struct forum *forum, const struct topic *topic, struct slice person)
{
    struct map_at at = {0};
    while (map_next(forum->threads, &at)) {
        const struct thread *thread = at.value;
        if (thread->topic == topic->words.thing.seq &&
            common_author_is(thread->posts[0]->author, person))
            return true;
    }
    return false;
}

enum err forum_topic_takes_thread(const void *state, const struct entry *entry,
                                  const struct scene *scene)
{
    const struct topic *topic = topics_of(state, entry);
    if (!common_has(entry->data, "topic"))
        return scene->role & ROLE_VISITORS ? ERR_NOT_FOUND : ERR_NONE;
    if (!topic || !is_shown(topic, scene))
        return ERR_NOT_FOUND;
    if (topic->cohorts && common_get_cohorts(entry->data) & ~topic->cohorts)
        return ERR_COHORT_WIDER;
    if (moderates(topic, scene))
        return ERR_NONE;
    if (topic->kind == TOPIC_ANNOUNCEMENT || topic->kind == TOPIC_FIRST)
        return ERR_PERMISSION_DENIED;
    if (topic->kind == TOPIC_SINGLE && has_one(state, topic, entry->by))
        return ERR_TOPIC_OWN;
    return forum_throttle_check(state, topic, entry, scene);
}

enum err forum_topic_takes_post(const void *state, const struct thread *thread,
                                const struct entry *entry, const struct scene *scene)
{
    const struct topic *topic = topics_of_thread(state, thread);
    if (!topic || moderates(topic, scene))
        return ERR_NONE;
    return topic->kind == TOPIC_ANNOUNCEMENT ? ERR_PERMISSION_DENIED
                                             : forum_throttle_check(state, topic, entry, scene);
}

enum err forum_topic_refuses_thread(const void *state, const struct entry *entry,
                                    const struct scene *scene)
{
    const struct forum *forum = state;
    const struct topic *topic = topics_of(forum, entry);
    if (!topic || !(scene->role & ROLE_LIMITED) || moderates(topic, scene))
        return ERR_NONE;
    return forum_throttle_refuses(forum, topic, entry);
}

enum err forum_topic_refuses_post(const void *state, const struct entry *entry,
                                  const struct scene *scene)
{
    const struct forum *forum = state;
    const struct thread *thread = forum_thread(forum, common_get_int(entry->data, "thread"));
    const struct topic *topic = thread ? topics_of_thread(forum, thread) : NULL;
    if (!topic || !(scene->role & ROLE_LIMITED) || moderates(topic, scene))
        return ERR_NONE;
    return forum_throttle_refuses(forum, topic, entry);
}

static bool is_alone(const struct topic *topic)
{
    return topic && topic->anonymous && topic->throttle.block > 0;
}

bool forum_topic_thread_alone(const void *state, const struct entry *entry)
{
    return is_alone(topics_of(state, entry));
}

bool forum_topic_post_alone(const void *state, const struct entry *entry)
{
    const struct thread *thread = forum_thread(state, common_get_int(entry->data, "thread"));
    return thread && is_alone(topics_of_thread(state, thread));
}

/* What it is for must hold there too, and nobody may see more or less by it: neither is shut. */
static enum err moved_check(const struct forum *forum, const struct topic *to,
                            const struct thread *thread, const struct scene *scene)
{
    if (to->shut || to->kind == TOPIC_FIRST || (thread->accepted && to->kind != TOPIC_QUESTION))
        return ERR_TOPIC_KIND;
    if (to->kind == TOPIC_ANNOUNCEMENT && !moderates(to, scene))
        return ERR_PERMISSION_DENIED;
    if (to->cohorts && (!thread->cohorts || thread->cohorts & ~to->cohorts))
        return ERR_COHORT_WIDER;
    bool has =
        to->kind == TOPIC_SINGLE && has_one(forum, to, slice_of(thread->posts[0]->author->id));
    return has ? ERR_TOPIC_OWN : ERR_NONE;
}

enum err forum_topic_takes_moved(const void *state, const struct thread *thread,
                                 const struct entry *entry, const struct scene *scene)
{
    const struct topic *from = topics_of_thread(state, thread), *to = topics_of(state, entry);
    if (common_has(entry->data, "topic") && (!to || !is_shown(to, scene)))
        return ERR_NOT_FOUND;
    if (from == to)
        return ERR_ALREADY_EXISTS;
    if (from && (from->shut || from->kind == TOPIC_FIRST))
        return ERR_TOPIC_KIND;
    return to ? moved_check(state, to, thread, scene) : ERR_NONE;
}

bool forum_topic_accepts(const void *state, const struct thread *thread)
{
    const struct topic *topic = topics_of_thread(state, thread);
    return !topic || topic->kind == TOPIC_QUESTION;
}

void forum_topic_take(void *state, struct thread *thread, const struct scene *scene)
{
    const struct topic *topic = topics_of_thread(state, thread);
    if (!topic)
        return;
    thread->first = topic->kind == TOPIC_FIRST;
    if (!thread->cohorts) {
        thread->cohorts = topic->cohorts;
        thread->written = topics_stamp(scene->room, thread->cohorts);
    }
    thread->stamp = topic_now(topic, thread->written);
}
