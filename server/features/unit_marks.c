/* SPDX-License-Identifier: Apache-2.0
 * A list for each person. */
#include "features/unit_marks.h"

#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"

struct mark {
    int64_t item;
    int64_t place; /* seconds from its beginning; 0: there */
    bool done;
};

struct person_marks {
    size_t count, capacity;
    struct mark *list; /* owned; behind the marks are those that the entry gone_seq took away */
    size_t gone;
    int64_t gone_seq;
};

void unit_marks_init(struct map **marks)
{
    *marks = map_new(BOUND_MARKING);
}

static void free_one(void *value)
{
    struct person_marks *own = value;
    mem_free(own->list);
    mem_free(own);
}

void unit_marks_done(struct map **marks)
{
    map_free(marks, free_one);
}

static struct mark *find(const struct person_marks *own, int64_t item)
{
    for (size_t i = 0; own && i < own->count; i++)
        if (own->list[i].item == item)
            return &own->list[i];
    return NULL;
}

bool unit_marks_full(const struct map *marks, struct slice person)
{
    return map_full(marks) && !map_find(marks, person);
}

/* The mark of that person on the item, a new one if there is none. */
static struct mark *mark_of(struct map *marks, struct slice person, int64_t item)
{
    struct person_marks *own = map_find(marks, person);
    if (!own) {
        own = mem_new(sizeof *own);
        map_put(marks, person, own);
    }
    struct mark *mark = find(own, item);
    if (mark)
        return mark;
    if (own->count == own->capacity) {
        size_t more = own->capacity ? 2 * own->capacity : 8;
        own->list =
            mem_resize(own->list, own->capacity * sizeof *own->list, more * sizeof *own->list);
        own->capacity = more;
    }
    own->gone = 0;
    mark = &own->list[own->count++];
    *mark = (struct mark){.item = item};
    return mark;
}

bool unit_marks_have(const struct map *marks, struct slice person, int64_t item)
{
    return find(map_find(marks, person), item) != NULL;
}

bool unit_marks_did(const struct map *marks, struct slice person, int64_t item)
{
    const struct mark *mark = find(map_find(marks, person), item);
    return mark && mark->done;
}

void unit_marks_set(struct map *marks, struct slice person, int64_t item, bool done)
{
    mark_of(marks, person, item)->done = done;
}

void unit_marks_place(struct map *marks, struct slice person, int64_t item, int64_t place)
{
    mark_of(marks, person, item)->place = place;
}

/* It goes behind all others, where it is known as gone. */
static void drop(struct person_marks *own, struct mark *mark, int64_t seq)
{
    if (own->gone_seq != seq)
        own->gone = 0;
    struct mark gone = *mark;
    size_t all = own->count + own->gone;
    memmove(mark, mark + 1, (size_t)(own->list + all - mark - 1) * sizeof *mark);
    own->list[all - 1] = gone;
    own->count--;
    own->gone++;
    own->gone_seq = seq;
}

void unit_marks_drop(struct map *marks, int64_t item, int64_t seq)
{
    struct map_at at = {0};
    while (map_next(marks, &at)) {
        struct mark *mark = find(at.value, item);
        if (mark)
            drop(at.value, mark, seq);
    }
}

static bool has_lost(const struct person_marks *own, int64_t seq)
{
    return own && own->gone > 0 && own->gone_seq == seq;
}

size_t unit_marks_touches(const struct map *marks, int64_t seq, struct slice out[TOUCH_MAX])
{
    struct map_at at = {0};
    size_t count = 0;
    while (map_next(marks, &at)) {
        if (!has_lost(at.value, seq))
            continue;
        if (count == TOUCH_MAX)
            return TOUCH_ALL;
        out[count++] = at.key;
    }
    return count;
}

void unit_marks_write_gone(const struct map *marks, struct slice person, int64_t seq,
                           struct writer *out)
{
    const struct person_marks *own = map_find(marks, person);
    if (!has_lost(own, seq))
        return;
    writer_object(out, "marks");
    for (size_t i = own->count; i < own->count + own->gone; i++)
        writer_null_seq(out, own->list[i].item);
    writer_end(out);
}

static void write_mark(const struct mark *mark, bool change, struct writer *out)
{
    writer_object_seq(out, mark->item);
    if (mark->done)
        writer_bool(out, "done", true);
    else if (change)
        writer_null(out, "done");
    if (mark->place)
        writer_int(out, "place", mark->place);
    else if (change)
        writer_null(out, "place");
    writer_end(out);
}

void unit_marks_write(const struct map *marks, struct slice person, struct writer *out)
{
    const struct person_marks *own = map_find(marks, person);
    writer_object(out, "marks");
    for (size_t i = 0; own && i < own->count; i++)
        write_mark(&own->list[i], false, out);
    writer_end(out);
}

void unit_marks_write_one(const struct map *marks, struct slice person, int64_t item,
                          struct writer *out)
{
    const struct mark *mark = find(map_find(marks, person), item);
    if (!mark)
        return;
    writer_object(out, "marks");
    write_mark(mark, true, out);
    writer_end(out);
}
