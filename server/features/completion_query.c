/* SPDX-License-Identifier: Apache-2.0
 * Gathered -> sorted -> a page of them written. */
#include "features/completion_query.h"

#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/text_fold.h"
#include "base/unused.h"
#include "core/room_query.h"
#include "features/common_ask.h"
#include "features/common_supervise.h"

static void deeds_write(const struct room *room, struct slice person, const struct deeds *deeds,
                        struct writer *out)
{
    writer_int(out, "posts", deeds->posts);
    writer_int(out, "answers", deeds->answers);
    writer_int(out, "accepted", deeds->accepted);
    writer_int(out, "votes", deeds->votes);
    writer_int(out, "opened", deeds->opened);
    writer_int(out, "done", deeds->done);
    writer_int(out, "passed", deeds->passed);
    writer_int(out, "assignments", deeds->works);
    writer_int(out, "attended", deeds->attended);
    if (room_is_present(room, (struct slice){NULL, 0}, person))
        writer_bool(out, "present", true);
    if (deeds->last_ms)
        writer_int(out, "seen", deeds->last_ms);
}

/* ---- course.participation ----------------------------------------------------------------------
 */

struct participant {
    struct slice person, name; /* borrowed */
    size_t place;              /* in the order in which they were found */
    char *folded;              /* owned; their name, when it is sorted by */
    struct deeds deeds;
};

enum sorting { BY_COMING, BY_NAME, BY_POSTS, BY_ANSWERS, BY_DONE, BY_PASSED, BY_ATTENDED, BY_SEEN };
static const char *const sortings[] = {"coming", "name",     "posts", "answers", "done",
                                       "passed", "attended", "seen",  NULL};

struct gathering {
    const struct scene *scene;
    struct rings cohort; /* of whose people alone; none: everybody */
    enum sorting sort;
    struct map *known;
    struct participant *list; /* owned */
    size_t count, capacity;
};

static bool fits(const struct gathering *gathering, struct slice person)
{
    const struct room *room = gathering->scene->room;
    if (!(room_role(room, person) & ROLE_PARTICIPANT) ||
        !common_supervises(room, gathering->scene->person, person))
        return false;
    return rings_none(gathering->cohort) ||
           (gathering->cohort.all & room_rings(room, person).all) != 0;
}

static char *folded(struct slice name)
{
    struct buffer text;
    buffer_init(&text, BOUND_ENTRY_BYTES);
    (void)text_fold(name, &text);
    char *copy = mem_text(buffer_slice(&text));
    buffer_done(&text);
    return copy;
}

static void gather(void *context, struct slice person, struct slice name)
{
    struct gathering *gathering = context;
    struct participant *one;
    if (map_full(gathering->known) || map_find(gathering->known, person) ||
        !fits(gathering, person))
        return;
    if (gathering->count == gathering->capacity) {
        size_t more = gathering->capacity ? 2 * gathering->capacity : 64;
        gathering->list =
            mem_resize(gathering->list, gathering->capacity * sizeof *one, more * sizeof *one);
        gathering->capacity = more;
    }
    map_put(gathering->known, person, gathering);
    struct slice present = room_present_name(gathering->scene->room, person);
    one = &gathering->list[gathering->count];
    *one = (struct participant){.person = person, .place = gathering->count++};
    one->name = present.len > 0 ? present : name;
    if (gathering->sort == BY_NAME)
        one->folded = folded(one->name.len > 0 ? one->name : person);
    room_ledger_sum(gathering->scene->room, person, &one->deeds);
}

static int by_place(const struct participant *a, const struct participant *b)
{
    return (a->place > b->place) - (a->place < b->place);
}

/* The most first. */
static int by_number(int64_t a, int64_t b, const struct participant *first,
                     const struct participant *second)
{
    int order = (a < b) - (a > b);
    return order ? order : by_place(first, second);
}

#define COMPARE(name, member)                                                                      \
    static int by_##name(const void *a, const void *b)                                             \
    {                                                                                              \
        const struct participant *first = a, *second = b;                                          \
        return by_number(first->deeds.member, second->deeds.member, first, second);                \
    }
COMPARE(posts, posts)
COMPARE(answers, answers)
COMPARE(done, done)
COMPARE(passed, passed)
COMPARE(attended, attended)
COMPARE(seen, last_ms)

static int by_name(const void *a, const void *b)
{
    const struct participant *first = a, *second = b;
    int order = strcmp(first->folded, second->folded);
    return order ? order : by_place(first, second);
}

static int by_coming(const void *a, const void *b)
{
    return by_place(a, b);
}

static void sort(struct gathering *gathering)
{
    static int (*const orders[])(const void *, const void *) = {
        [BY_COMING] = by_coming,     [BY_NAME] = by_name, [BY_POSTS] = by_posts,
        [BY_ANSWERS] = by_answers,   [BY_DONE] = by_done, [BY_PASSED] = by_passed,
        [BY_ATTENDED] = by_attended, [BY_SEEN] = by_seen,
    };
    if (gathering->count > 0)
        qsort(gathering->list, gathering->count, sizeof *gathering->list, orders[gathering->sort]);
}

static void participant_write(const struct participant *one, const struct room *room,
                              struct writer *out)
{
    writer_object(out, NULL);
    writer_text(out, "person", one->person);
    if (one->name.len > 0)
        writer_text(out, "name", one->name);
    deeds_write(room, one->person, &one->deeds, out);
    room_ledger_write(room, one->person, false, out);
    writer_end(out);
}

static void page_write(const struct gathering *gathering, int64_t after, struct writer *out)
{
    int64_t all = (int64_t)gathering->count;
    writer_array(out, "people");
    for (int64_t i = after; i < all && i - after < BOUND_PARTICIPATION_PAGE; i++)
        participant_write(&gathering->list[i], gathering->scene->room, out);
    writer_end(out);
    writer_int(out, "all", all);
    if (all - after > BOUND_PARTICIPATION_PAGE)
        writer_int(out, "next", after + BOUND_PARTICIPATION_PAGE);
}

static enum err question_read(const struct json *data, struct gathering *gathering, int64_t *after)
{
    int sorting = BY_COMING;
    int64_t cohort = 0;
    enum err error = common_ask_limit(data, "after", INT64_MAX, after);
    if (!error)
        error = common_ask_limit(data, "cohort", BOUND_COHORTS, &cohort);
    if (!error)
        error = common_ask_choice(data, "sort", sortings, &sorting);
    gathering->sort = (enum sorting)sorting;
    if (!error && cohort && !room_cohort(gathering->scene->room, cohort, &gathering->cohort))
        error = ERR_NOT_FOUND;
    return error;
}

enum err completion_participation(const void *state, const struct json *data,
                                  const struct scene *scene, struct writer *out)
{
    struct gathering gathering = {.scene = scene};
    int64_t after = 0;
    UNUSED(state);
    enum err error = question_read(data, &gathering, &after);
    if (error)
        return error;
    gathering.known = map_new(BOUND_MARKING);
    room_ledger_people(scene->room, gather, &gathering);
    sort(&gathering);
    page_write(&gathering, after, out);
    for (size_t i = 0; i < gathering.count; i++)
        mem_free(gathering.list[i].folded);
    mem_free(gathering.list);
    map_free(&gathering.known, NULL);
    return ERR_NONE;
}

/* ---- course.record -----------------------------------------------------------------------------
 */

enum err completion_record(const void *state, const struct json *data, const struct scene *scene,
                           struct writer *out)
{
    struct slice person = scene->person;
    struct deeds deeds;
    UNUSED(state);
    enum err error = common_ask_text(data, "person", &person);
    if (error)
        return error;
    if (!slice_equal(person, scene->person) &&
        (!(room_role(scene->room, person) & ROLE_PARTICIPANT) ||
         !common_supervises(scene->room, scene->person, person)))
        return ERR_NOT_FOUND;
    room_ledger_sum(scene->room, person, &deeds);
    writer_text(out, "person", person);
    struct slice name = room_present_name(scene->room, person);
    if (name.len > 0)
        writer_text(out, "name", name);
    deeds_write(scene->room, person, &deeds, out);
    room_ledger_write(scene->room, person, true, out);
    return ERR_NONE;
}
