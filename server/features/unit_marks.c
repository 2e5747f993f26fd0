/* SPDX-License-Identifier: Apache-2.0
 * A list for each person. */
#include "features/unit_marks.h"

#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"

struct mark {
    int64_t item;
    bool done;
};

struct person_marks {
    size_t count, capacity;
    struct mark *list; /* owned */
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

void unit_marks_set(struct map *marks, struct slice person, int64_t item, bool done)
{
    struct person_marks *own = map_find(marks, person);
    if (!own) {
        own = mem_new(sizeof *own);
        map_put(marks, person, own);
    }
    struct mark *mark = find(own, item);
    if (!mark) {
        if (own->count == own->capacity) {
            size_t more = own->capacity ? 2 * own->capacity : 8;
            own->list =
                mem_resize(own->list, own->capacity * sizeof *own->list, more * sizeof *own->list);
            own->capacity = more;
        }
        mark = &own->list[own->count++];
        mark->item = item;
    }
    mark->done = done;
}

bool unit_marks_have(const struct map *marks, struct slice person, int64_t item)
{
    return find(map_find(marks, person), item) != NULL;
}

void unit_marks_drop(struct map *marks, int64_t item)
{
    struct map_at at = {0};
    while (map_next(marks, &at)) {
        struct person_marks *own = at.value;
        struct mark *mark = find(own, item);
        if (!mark)
            continue;
        own->count--;
        memmove(mark, mark + 1, (size_t)(own->list + own->count - mark) * sizeof *mark);
    }
}

static void write_mark(const struct mark *mark, bool change, struct writer *out)
{
    writer_object_seq(out, mark->item);
    if (mark->done)
        writer_bool(out, "done", true);
    else if (change)
        writer_null(out, "done");
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
