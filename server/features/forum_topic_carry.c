/* SPDX-License-Identifier: Apache-2.0
 * In the order in which people see them. */
#include "features/forum_topic_carry.h"

#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "features/common_carry.h"
#include "features/forum_topics.h"

static void write_some(const char *key, int64_t value, struct writer *out)
{
    if (value)
        writer_int(out, key, value);
}

/* What is erased has no title. */
static bool topic_carry(const void *thing, struct writer *out)
{
    const struct topic *topic = thing;
    writer_raw(out, "title", slice_of(topic->words.title));
    if (strcmp(topic->words.text, "{}") != 0)
        writer_raw(out, "text", slice_of(topic->words.text));
    write_some("unit", topic->unit, out);
    write_some("block", topic->throttle.block, out);
    write_some("warn", topic->throttle.warn, out);
    write_some("minutes", topic->throttle.minutes, out);
    if (topic->anonymous)
        writer_bool(out, "anonymous", true);
    writer_text(out, "kind", slice_of(topic_kinds[topic->kind]));
    writer_int(out, "from", topic->words.thing.seq);
    return strcmp(topic->words.title, "{}") != 0 && !topic->cohorts &&
           !(topic->shut && !topic->unit);
}

static int by_place(const void *a, const void *b)
{
    int64_t left = (*(const struct topic *const *)a)->place;
    int64_t right = (*(const struct topic *const *)b)->place;
    return (left > right) - (left < right);
}

void forum_topic_carry_effects(const void *state, const struct entry *entry,
                               const struct scene *scene, struct emitter *emitter)
{
    static const struct common_carriage carriage = {"topic", "topic.add", topic_carry};
    const struct map *things = ((const struct forum *)state)->topics->all.shelf.things;
    const struct topic *sorted[BOUND_TOPICS];
    int64_t seqs[BOUND_TOPICS];
    struct common_order order = {.seqs = seqs};
    struct map_at at = {0};
    UNUSED(scene);
    while (order.count < BOUND_TOPICS && map_next(things, &at))
        sorted[order.count++] = at.value;
    qsort(sorted, order.count, sizeof sorted[0], by_place);
    for (size_t i = 0; i < order.count; i++)
        seqs[i] = sorted[i]->words.thing.seq;
    common_carry(&carriage, &order, things, entry, emitter);
}
