/* SPDX-License-Identifier: Apache-2.0
 * Topics on a shelf: their stamp is theirs while they are open, and staff's alone else. */
#include "features/forum_topics.h"

#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "core/room.h"
#include "core/room_copy.h"
#include "features/common_cohorts.h"
#include "features/common_get.h"
#include "features/common_title.h"
#include "features/forum_list.h"

const char *const topic_kinds[] = {"discussion", "question", "announcement",
                                   "single",     "first",    NULL};

/* ---- as people see one -------------------------------------------------------------------------
 */

static void write_known(const char *key, int64_t value, bool change, struct writer *out)
{
    if (value)
        writer_int(out, key, value);
    else if (change)
        writer_null(out, key);
}

static void write_rules(const struct topic *topic, bool change, struct writer *out)
{
    write_known("unit", topic->unit, change, out);
    write_known("warn", topic->throttle.warn, change, out);
    write_known("block", topic->throttle.block, change, out);
    write_known("minutes", topic->throttle.minutes, change, out);
    if (topic->anonymous)
        writer_bool(out, "anonymous", true);
    else if (change)
        writer_null(out, "anonymous");
    if (topic->shut)
        writer_bool(out, "shut", true);
    else if (change)
        writer_null(out, "shut");
}

static void write_to(const struct shelf_thing *thing, const struct viewer *viewer, bool change,
                     struct writer *out)
{
    const struct topic *topic = (const struct topic *)thing;
    if (change) {
        common_write_title(topic->words.title, out);
        common_write_langs("text", topic->words.text, out);
    } else {
        writer_raw(out, "title", slice_of(topic->words.title));
        writer_raw(out, "text", slice_of(topic->words.text));
    }
    writer_text(out, "kind", slice_of(topic_kinds[topic->kind]));
    writer_int(out, "place", topic->place);
    common_write_cohorts(topic->cohorts, viewer->rings, change, out);
    write_rules(topic, change, out);
}

static void topic_wipe(struct shelf_thing *thing)
{
    struct topic *topic = (struct topic *)thing;
    worded_wipe(thing);
    map_free(&topic->writers, mem_free);
}

static const struct shelf_kind kind = {
    .thing_bytes = sizeof(struct topic),
    .write_to = write_to,
    .wipe = topic_wipe,
    .things_max = BOUND_TOPICS,
};

void topics_view(const struct forum *forum, const struct viewer *viewer, struct writer *out)
{
    shelf_view(&forum->topics->all.shelf, "topics", viewer, out);
}

void topics_changes(const struct forum *forum, const struct entry *entry,
                    const struct viewer *viewer, struct writer *out)
{
    shelf_patch(&forum->topics->all.shelf, "topics", entry, viewer, out);
}

/* ---- all of them -------------------------------------------------------------------------------
 */

struct topics *topics_new(void)
{
    struct topics *topics = mem_new(sizeof *topics);
    shelf_init(&topics->all.shelf, &kind);
    topics->units = map_new(BOUND_UNITS);
    return topics;
}

void topics_free(struct topics **topics)
{
    map_free(&(*topics)->units, mem_free);
    shelf_done(&(*topics)->all.shelf);
    mem_free(*topics);
    *topics = NULL;
}

struct topic *topics_find(const struct forum *forum, int64_t seq)
{
    return (struct topic *)shelf_find(&forum->topics->all.shelf, seq);
}

struct topic *topics_of(const struct forum *forum, const struct entry *entry)
{
    return topics_find(forum, common_get_int(entry->data, "topic"));
}

struct topic *topics_of_thread(const struct forum *forum, const struct thread *thread)
{
    return thread->topic ? topics_find(forum, thread->topic) : NULL;
}

struct rings topic_now(const struct topic *topic, struct rings written)
{
    return topic && topic->shut ? RINGS_STAFF : written;
}

size_t topic_threads(const struct forum *forum, const struct topic *topic)
{
    struct map_at at = {0};
    size_t count = 0;
    while (map_next(forum->threads, &at))
        count += ((const struct thread *)at.value)->topic == topic->words.thing.seq;
    return count;
}

struct rings topics_stamp(const struct room *room, uint64_t cohorts)
{
    struct rings stamp;
    (void)common_cohorts_stamp(room, cohorts, &stamp);
    return stamp;
}

/* A unit as its topics know it. */
struct unit_of {
    int64_t seq;
    int64_t from; /* of which it is a copy, in another course; 0: of none */
    bool open;
};

static struct unit_of *unit_find(const struct topics *topics, int64_t unit)
{
    return map_find(topics->units, slice_of_seq(&unit));
}

static const struct unit_of *unit_carried(const struct topics *topics, int64_t from)
{
    struct map_at at = {0};
    while (map_next(topics->units, &at))
        if (((const struct unit_of *)at.value)->from == from)
            return at.value;
    return NULL;
}

int64_t topics_unit(const struct forum *forum, const struct entry *entry)
{
    int64_t seq = common_get_int(entry->data, "unit");
    const struct unit_of *unit = !seq ? NULL
                                 : common_has(entry->data, "from")
                                     ? unit_carried(forum->topics, seq)
                                     : unit_find(forum->topics, seq);
    return unit ? unit->seq : 0;
}

/* What it is for now; the threads in it follow. */
static void settle(struct forum *forum, const struct entry *entry, struct topic *topic)
{
    struct map_at at = {0};
    shelf_stamp(&forum->topics->all.shelf, entry, &topic->words.thing,
                topic_now(topic, topic->written));
    while (map_next(forum->threads, &at)) {
        struct thread *thread = at.value;
        struct rings stamp = topic_now(topic, thread->written);
        if (thread->topic != topic->words.thing.seq || rings_equal(stamp, thread->stamp))
            continue;
        forum_order_begin(&forum->order, entry);
        forum_order_touch(&forum->order, thread);
        thread->stamp = stamp;
    }
}

static void set(struct forum *forum, const struct entry *entry, struct topic *topic)
{
    const struct json *data = entry->data;
    topic->unit = topics_unit(forum, entry);
    const struct unit_of *unit = unit_find(forum->topics, topic->unit);
    topic->shut = unit && !unit->open;
    topic->anonymous = common_get_bool(data, "anonymous");
    topic->throttle.warn = common_get_int(data, "warn");
    topic->throttle.block = common_get_int(data, "block");
    topic->throttle.minutes = common_get_int(data, "minutes");
    settle(forum, entry, topic);
}

struct topic *topics_add(struct forum *forum, const struct entry *entry, const struct scene *scene)
{
    struct topic *topic = (struct topic *)worded_add(&forum->topics->all, entry, RINGS_STAFF);
    topic->place = entry->seq;
    topic->kind = (enum topic_kind)common_get_choice(entry->data, "kind", topic_kinds);
    topic->cohorts = common_get_cohorts(entry->data);
    topic->written = topics_stamp(scene->room, topic->cohorts);
    if (common_has(entry->data, "from"))
        room_readdress(scene->room, &topic->words.text);
    set(forum, entry, topic);
    return topic;
}

void topics_set(struct forum *forum, const struct entry *entry, struct topic *topic)
{
    worded_edit(&forum->topics->all, entry, &topic->words);
    set(forum, entry, topic);
}

/* Its topics stay when it is gone: shut, if it was. */
static void unit_gone(struct forum *forum, const struct entry *entry, int64_t unit)
{
    struct map_at at = {0};
    mem_free(map_take(forum->topics->units, slice_of_seq(&unit)));
    while (map_next(forum->topics->all.shelf.things, &at)) {
        struct topic *topic = at.value;
        if (topic->unit != unit)
            continue;
        shelf_touch(&forum->topics->all.shelf, entry, &topic->words.thing);
        topic->unit = 0;
    }
}

void topics_unit_new(struct forum *forum, const struct entry *entry)
{
    struct unit_of *of = mem_new(sizeof *of);
    *of = (struct unit_of){entry->seq, common_get_int(entry->data, "from"),
                           common_get_bool(entry->data, "open")};
    map_put(forum->topics->units, slice_of_seq(&of->seq), of);
}

void topics_unit_is(struct forum *forum, const struct entry *entry, int64_t unit,
                    enum topic_unit is)
{
    struct unit_of *of = unit_find(forum->topics, unit);
    struct map_at at = {0};
    if (is == TOPIC_UNIT_GONE) {
        unit_gone(forum, entry, unit);
        return;
    }
    if (!of)
        return;
    of->open = is == TOPIC_UNIT_OPEN;
    while (map_next(forum->topics->all.shelf.things, &at)) {
        struct topic *topic = at.value;
        if (topic->unit != unit || topic->shut == !of->open)
            continue;
        shelf_touch(&forum->topics->all.shelf, entry, &topic->words.thing);
        topic->shut = !of->open;
        settle(forum, entry, topic);
    }
}

void topics_widen(struct forum *forum, const struct entry *entry, const struct room *room)
{
    struct map_at at = {0};
    while (map_next(forum->topics->all.shelf.things, &at)) {
        struct topic *topic = at.value;
        struct rings wider = rings_both(topic->written, topics_stamp(room, topic->cohorts));
        if (rings_equal(wider, topic->written))
            continue;
        topic->written = wider;
        if (!topic->shut)
            shelf_stamp(&forum->topics->all.shelf, entry, &topic->words.thing, wider);
    }
}

bool topics_forget(struct forum *forum, int64_t seq)
{
    return worded_forget(forum->topics, seq);
}

bool topics_forget_name(struct forum *forum, struct slice person)
{
    return worded_forget_name(forum->topics, person);
}

/* ---- areas -------------------------------------------------------------------------------------
 */

static bool area_exists(const void *state, int64_t seq)
{
    const struct topic *topic = topics_find(state, seq);
    return topic && !topic->cohorts;
}

/* With how many threads are in it, and which moved last. */
static void area_write(const void *state, int64_t seq, struct writer *out)
{
    const struct topic *topic = topics_find(state, seq);
    const struct viewer viewer = {.rings = RINGS_INSIDE};
    if (!rings_meet(topic->words.thing.stamp, viewer.rings))
        return;
    writer_object_seq(out, seq);
    write_to(&topic->words.thing, &viewer, false, out);
    forum_list_count(state, seq, viewer.rings, out);
    writer_end(out);
}

const struct areas forum_areas = {
    .kind = "topic",
    .exists = area_exists,
    .write = area_write,
};
