/* SPDX-License-Identifier: Apache-2.0
 * See marks.h. */
#include "journal/marks.h"

#include "base/buffer.h"
#include "base/map.h"
#include "base/mem.h"

enum { MARKS_MAX = 1 << 20, KEY_BYTES = 4096 };

/* A value that waits. */
struct wanted {
    int64_t value, seq;
    bool raise;
    uint64_t behind;
};

struct mark_taken {
    struct slice name, room; /* in the allocation, behind the struct */
    struct wanted first, last;
    bool twice; /* `last` counts too */
    struct mark_taken *next;
};

struct marks {
    struct map *waiting;             /* by name and room; borrowed from the list */
    struct mark_taken *list, **tail; /* owned, the first to be taken first */
    struct buffer key;
};

struct marks *marks_new(void)
{
    struct marks *marks = mem_new(sizeof *marks);
    marks->waiting = map_new(MARKS_MAX);
    marks->tail = &marks->list;
    buffer_init(&marks->key, KEY_BYTES);
    return marks;
}

void marks_free(struct marks **marks)
{
    struct marks *old = *marks;
    for (struct mark_taken *mark; (mark = old->list);) {
        old->list = mark->next;
        mem_free(mark);
    }
    map_free(&old->waiting, NULL);
    buffer_done(&old->key);
    mem_free(old);
    *marks = NULL;
}

bool marks_wait(const struct marks *marks)
{
    return marks->list;
}

/* A name holds no NUL: it is a C string. Absent when they are too long. */
static struct slice key_of(struct marks *marks, struct slice name, struct slice room)
{
    buffer_clear(&marks->key);
    buffer_add(&marks->key, name);
    buffer_add_byte(&marks->key, '\0');
    buffer_add(&marks->key, room);
    return marks->key.full ? (struct slice){NULL, 0} : buffer_slice(&marks->key);
}

static struct slice copy(char *at, struct slice text)
{
    if (text.len > 0)
        memcpy(at, text.at, text.len);
    return (struct slice){at, text.len};
}

static struct mark_taken *taken_new(const struct mark *mark, struct wanted first)
{
    struct mark_taken *made = mem_new(sizeof *made + mark->name.len + mark->room.len);
    char *texts = (char *)(made + 1);
    made->name = copy(texts, mark->name);
    made->room = copy(texts + mark->name.len, mark->room);
    made->first = first;
    return made;
}

static void put(struct marks *marks, struct slice key, struct mark_taken *mark)
{
    mark->next = NULL;
    *marks->tail = mark;
    marks->tail = &mark->next;
    map_put(marks->waiting, key, mark);
}

/* Does `then` after what is there: raising what will be set sets the higher of both, and what is
 * said of an earlier entry says nothing. */
static void combine(struct wanted *wanted, struct wanted then)
{
    if (!then.raise && then.seq >= wanted->seq)
        *wanted = then;
    else if (then.raise && then.value > wanted->value)
        wanted->value = then.value;
    wanted->behind = then.behind;
}

bool marks_add(struct marks *marks, const struct mark *mark, uint64_t behind)
{
    const struct wanted wanted = {mark->value, mark->seq, mark->raise, behind};
    struct slice key = key_of(marks, mark->name, mark->room);
    struct mark_taken *there = key.at ? map_find(marks->waiting, key) : NULL;
    if (!key.at || (!there && map_full(marks->waiting)))
        return false;
    if (!there) {
        put(marks, key, taken_new(mark, wanted));
    } else if (there->twice) {
        combine(&there->last, wanted);
    } else if (there->first.behind == behind) {
        combine(&there->first, wanted);
    } else {
        there->last = wanted;
        there->twice = true;
    }
    return true;
}

struct mark_taken *marks_take(struct marks *marks, uint64_t upto, struct mark *mark)
{
    struct mark_taken *taken = marks->list;
    if (!taken || taken->first.behind > upto)
        return NULL;
    marks->list = taken->next;
    if (!marks->list)
        marks->tail = &marks->list;
    struct slice key = key_of(marks, taken->name, taken->room);
    map_take(marks->waiting, key);
    *mark = (struct mark){.name = taken->name, .room = taken->room};
    if (taken->twice && taken->last.behind <= upto)
        combine(&taken->first, taken->last);
    else if (taken->twice)
        put(marks, key, taken_new(mark, taken->last));
    taken->twice = false;
    mark->value = taken->first.value;
    mark->seq = taken->first.seq;
    mark->raise = taken->first.raise;
    return taken;
}

void marks_return(struct marks *marks, struct mark_taken *taken)
{
    struct slice key = key_of(marks, taken->name, taken->room);
    struct mark_taken *there = map_find(marks->waiting, key);
    if (!there) {
        put(marks, key, taken);
        return;
    }
    combine(&taken->first, there->first);
    there->first = taken->first;
    mem_free(taken);
}

void marks_drop(struct mark_taken *taken)
{
    mem_free(taken);
}
