/* SPDX-License-Identifier: Apache-2.0
 * Positions by room and thing, and a base for each room. */
#include "features/inbox_read.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "core/part.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/inbox_moved.h"

/* Threads one person keeps a position in: ten courses read to their last thread. */
enum { POSITIONS_MAX = 10 * BOUND_THREADS };

struct position {
    int64_t upto;
};

struct inbox_reads {
    struct map *courses; /* room -> map of thing's seq -> position, all owned; NULL: none */
    struct map *bases;   /* room -> position, owned; NULL: none */
    size_t positions_count;
    struct inbox_moved moved; /* by the last entry that moved a base */
    bool own;                 /* the person said so, and may take it back */
};

struct inbox_reads *inbox_reads_new(void)
{
    return mem_new(sizeof(struct inbox_reads));
}

const struct inbox_reads *inbox_reads_none(void)
{
    static const struct inbox_reads none = {0};
    return &none;
}

static void course_free(void *value)
{
    struct map *threads = value;
    map_free(&threads, mem_free);
}

void inbox_reads_free(struct inbox_reads *reads)
{
    map_free(&reads->courses, course_free);
    map_free(&reads->bases, mem_free);
    inbox_moved_done(&reads->moved);
    mem_free(reads);
}

enum err inbox_read_thing(const struct json *data, struct writer *out)
{
    enum err error = common_read_of(data, out);
    return error ? error : common_read_seq(data, "thread", out);
}

enum err inbox_mark_read(const struct json *data, struct writer *out)
{
    enum err error = inbox_read_thing(data, out);
    return error ? error : common_read_seq(data, "upto", out);
}

/* One read position, as an entry says it. */
struct mark {
    struct slice of;
    int64_t thread, upto;
};

/* A walk over the marks of an entry: it says one, {"of":…,"thread":…,"upto":…}, or several,
 * {"marks":{<of>:{<thread>:<upto>,…},…}}. */
struct marks {
    struct mark mark;
    const struct json *course, *next; /* of several */
    bool one;                         /* there is one, which comes next */
};

static struct marks marks_start(const struct json *data)
{
    struct marks marks = {.one = !common_has(data, "marks")};
    if (marks.one)
        marks.mark = (struct mark){common_get_text(data, "of"), common_get_int(data, "thread"),
                                   common_get_int(data, "upto")};
    marks.course = json_first(json_get(data, "marks"));
    marks.next = json_first(marks.course);
    return marks;
}

static bool marks_next(struct marks *marks)
{
    bool one = marks->one;
    marks->one = false;
    while (marks->course && !marks->next) {
        marks->course = json_next(marks->course);
        marks->next = json_first(marks->course);
    }
    if (!marks->course)
        return one;
    marks->mark =
        (struct mark){.of = json_key(marks->course), .thread = part_seq(json_key(marks->next))};
    (void)json_as_int(marks->next, &marks->mark.upto);
    marks->next = json_next(marks->next);
    return true;
}

static struct position *position_find(const struct inbox_reads *reads, const struct mark *mark)
{
    const struct map *threads = map_find(reads->courses, mark->of);
    return threads ? map_find(threads, slice_of_seq(&mark->thread)) : NULL;
}

int64_t inbox_reads_base(const struct inbox_reads *reads, struct slice of)
{
    const struct position *base = map_find(reads->bases, of);
    return base ? base->upto : 0;
}

int64_t inbox_reads_upto(const struct inbox_reads *reads, struct slice of, int64_t thing)
{
    const struct position *position = position_find(reads, &(struct mark){of, thing, 0});
    return position ? position->upto : inbox_reads_base(reads, of);
}

/* What the base has reached anyhow needs no position: a device may be late with it. */
static bool is_new(const struct inbox_reads *reads, const struct mark *mark)
{
    return !position_find(reads, mark) && mark->upto > inbox_reads_base(reads, mark->of);
}

enum err inbox_mark_check(const struct inbox_reads *reads, const struct entry *entry)
{
    struct marks marks = marks_start(entry->data);
    size_t more = 0;
    while (marks_next(&marks))
        more += is_new(reads, &marks.mark);
    bool full = more > 0 && reads->positions_count + more > POSITIONS_MAX;
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static struct position *position_add(struct inbox_reads *reads, const struct mark *mark)
{
    if (!reads->courses)
        reads->courses = map_new(POSITIONS_MAX);
    struct map *threads = map_find(reads->courses, mark->of);
    if (!threads) {
        threads = map_new(POSITIONS_MAX);
        map_put(reads->courses, mark->of, threads);
    }
    struct position *position = mem_new(sizeof *position);
    position->upto = mark->upto;
    map_put(threads, slice_of_seq(&mark->thread), position);
    reads->positions_count++;
    return position;
}

/* Two devices may report in any order: the further one holds. */
void inbox_mark_apply(struct inbox_reads *reads, const struct entry *entry)
{
    struct marks marks = marks_start(entry->data);
    while (marks_next(&marks)) {
        struct position *position = position_find(reads, &marks.mark);
        if (is_new(reads, &marks.mark))
            position = position_add(reads, &marks.mark);
        if (position && marks.mark.upto > position->upto)
            position->upto = marks.mark.upto;
        else if (!position && reads->own)
            inbox_moved_mark(&reads->moved, marks.mark.of,
                             (struct inbox_moved_position){marks.mark.thread, marks.mark.upto},
                             POSITIONS_MAX);
    }
}

/* Opens the object of `of` unless it is the one that is open. */
static void course_open(struct slice of, struct slice *open, struct writer *out)
{
    if (slice_equal(of, *open))
        return;
    if (open->at)
        writer_end(out);
    writer_object_lazy_slice(out, of);
    *open = of;
}

void inbox_mark_patch(const struct inbox_reads *reads, const struct entry *entry,
                      struct writer *out)
{
    struct marks marks = marks_start(entry->data);
    struct slice open = {NULL, 0};
    writer_object_lazy(out, "read");
    while (marks_next(&marks)) {
        const struct position *position = position_find(reads, &marks.mark);
        course_open(marks.mark.of, &open, out);
        if (position)
            writer_int_seq(out, marks.mark.thread, position->upto);
    }
    if (open.at)
        writer_end(out);
    writer_end(out);
}

/* 0 is: nothing of it is read. With `all`, that entry as a whole is taken back. */
enum err inbox_back_read(const struct json *data, struct writer *out)
{
    if (common_has(data, "all"))
        return common_read_seq(data, "all", out);
    enum err error = inbox_read_thing(data, out);
    return error ? error : common_read_int(data, "upto", 0, INT64_MAX, out);
}

static bool is_of_all(const struct entry *entry)
{
    return common_has(entry->data, "all");
}

/* What has a position again by now keeps it. */
static bool is_back(const struct inbox_reads *reads, const struct inbox_moved_room *room, size_t at)
{
    return position_find(reads, &(struct mark){slice_of(room->of), room->positions[at].thing, 0});
}

/* The last one alone: after it others hold. */
static enum err all_back_check(const struct inbox_reads *reads, int64_t seq)
{
    size_t more = 0;
    if (!reads->own || reads->moved.seq != seq)
        return ERR_NOT_FOUND;
    for (size_t i = 0; i < reads->moved.count; i++)
        for (size_t at = 0; at < reads->moved.rooms[i].count; at++)
            more += !is_back(reads, &reads->moved.rooms[i], at);
    return reads->positions_count + more > POSITIONS_MAX ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* Of what was read: by a position of its own, or because all is. */
enum err inbox_back_check(const struct inbox_reads *reads, const struct entry *entry)
{
    if (is_of_all(entry))
        return all_back_check(reads, common_get_int(entry->data, "all"));
    struct marks marks = marks_start(entry->data);
    (void)marks_next(&marks);
    if (position_find(reads, &marks.mark))
        return ERR_NONE;
    if (!inbox_reads_base(reads, marks.mark.of))
        return ERR_NOT_FOUND;
    return reads->positions_count == POSITIONS_MAX ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* Everything is as it was before it, but for what was said of single things since. */
static void all_back_apply(struct inbox_reads *reads, int64_t seq)
{
    for (size_t i = 0; i < reads->moved.count; i++) {
        const struct inbox_moved_room *room = &reads->moved.rooms[i];
        struct position *base = map_find(reads->bases, slice_of(room->of));
        base->upto = room->before;
        for (size_t at = 0; at < room->count; at++)
            if (!is_back(reads, room, at))
                (void)position_add(reads,
                                   &(struct mark){slice_of(room->of), room->positions[at].thing,
                                                  room->positions[at].upto});
    }
    reads->moved.seq = seq;
    reads->own = false;
}

/* Never further: that is what a mark is for. */
void inbox_back_apply(struct inbox_reads *reads, const struct entry *entry)
{
    if (is_of_all(entry)) {
        all_back_apply(reads, entry->seq);
        return;
    }
    struct marks marks = marks_start(entry->data);
    (void)marks_next(&marks);
    struct position *position = position_find(reads, &marks.mark);
    if (!position && marks.mark.upto < inbox_reads_base(reads, marks.mark.of))
        (void)position_add(reads, &marks.mark);
    else if (position && marks.mark.upto < position->upto)
        position->upto = marks.mark.upto;
}

void inbox_back_patch(const struct inbox_reads *reads, const struct entry *entry,
                      struct writer *out)
{
    if (is_of_all(entry))
        inbox_all_patch(reads, entry, out);
    else
        inbox_mark_patch(reads, entry, out);
}

/* Both say how far a thread was read, or one of them alone does. */
static void marks_write(const struct json *first, const struct mark *then, struct writer *out)
{
    struct marks marks = marks_start(first);
    struct slice open = {NULL, 0};
    bool written = false;
    while (marks_next(&marks)) {
        struct mark *mark = &marks.mark;
        if (slice_equal(open, then->of) && !slice_equal(mark->of, open) && !written) {
            writer_int_seq(out, then->thread, then->upto);
            written = true;
        }
        course_open(mark->of, &open, out);
        if (slice_equal(mark->of, then->of) && mark->thread == then->thread) {
            mark->upto = then->upto > mark->upto ? then->upto : mark->upto;
            written = true;
        }
        writer_int_seq(out, mark->thread, mark->upto);
    }
    if (!written) {
        course_open(then->of, &open, out);
        writer_int_seq(out, then->thread, then->upto);
    }
    writer_end(out);
}

void inbox_mark_merge(const struct json *first, const struct json *then, struct writer *out)
{
    struct marks marks = marks_start(then);
    writer_object(out, "marks");
    if (marks_next(&marks))
        marks_write(first, &marks.mark, out);
    writer_end(out);
}

/* Of several rooms: {"rooms":{<of>:<upto>,…}}. */
static enum err rooms_read(const struct json *rooms, struct writer *out)
{
    size_t count = json_count(rooms);
    if (count == 0)
        return ERR_BAD_REQUEST;
    if (count > BOUND_READ_ROOMS)
        return ERR_LIMIT_EXCEEDED;
    writer_object(out, "rooms");
    for (const struct json *at = json_first(rooms); at; at = json_next(at)) {
        int64_t upto;
        if (!common_is_of(json_key(at)) || !json_as_int(at, &upto) || upto < 1)
            return ERR_BAD_REQUEST;
        writer_int_slice(out, json_key(at), upto);
    }
    writer_end(out);
    return ERR_NONE;
}

enum err inbox_all_read(const struct json *data, struct writer *out)
{
    if (common_has(data, "rooms"))
        return rooms_read(json_get(data, "rooms"), out);
    enum err error = common_read_of(data, out);
    return error ? error : common_read_seq(data, "upto", out);
}

enum err inbox_all_check(const struct inbox_reads *reads, const struct entry *entry)
{
    size_t more = !common_has(entry->data, "rooms") &&
                  !map_find(reads->bases, common_get_text(entry->data, "of"));
    const struct json *at = json_first(json_get(entry->data, "rooms"));
    for (; at; at = json_next(at))
        more += !map_find(reads->bases, json_key(at));
    bool full = more > 0 && map_count(reads->bases) + more > BOUND_INBOX_ROOMS;
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* The positions that it has reached; what is read further stays. */
static void positions_drop(struct inbox_reads *reads, struct slice of, int64_t upto)
{
    struct map *threads = map_find(reads->courses, of);
    struct map_at at = {0};
    while (threads && map_next(threads, &at)) {
        struct position *position = at.value;
        int64_t thing;
        if (position->upto > upto)
            continue;
        memcpy(&thing, at.key.at, sizeof thing);
        inbox_moved_position(&reads->moved, thing, position->upto);
        map_take(threads, at.key);
        mem_free(position);
        reads->positions_count--;
    }
}

/* Who has come into more rooms than an inbox knows begins in those beyond with nothing read. */
static void base_raise(struct inbox_reads *reads, struct slice of, int64_t upto)
{
    if (!reads->bases)
        reads->bases = map_new(BOUND_INBOX_ROOMS);
    struct position *base = map_find(reads->bases, of);
    if (upto <= inbox_reads_base(reads, of) || (!base && map_full(reads->bases)))
        return;
    if (!base) {
        base = mem_new(sizeof *base);
        map_put(reads->bases, of, base);
    }
    inbox_moved_room(&reads->moved, of, base->upto);
    base->upto = upto;
    positions_drop(reads, of, upto);
}

void inbox_all_apply(struct inbox_reads *reads, const struct entry *entry)
{
    const struct json *at = json_first(json_get(entry->data, "rooms"));
    inbox_moved_begin(&reads->moved, entry->seq);
    reads->own = true;
    if (!common_has(entry->data, "rooms"))
        base_raise(reads, common_get_text(entry->data, "of"), common_get_int(entry->data, "upto"));
    for (; at; at = json_next(at)) {
        int64_t upto = 0;
        (void)json_as_int(at, &upto);
        base_raise(reads, json_key(at), upto);
    }
}

void inbox_come_apply(struct inbox_reads *reads, const struct entry *entry)
{
    inbox_moved_begin(&reads->moved, entry->seq);
    reads->own = false;
    base_raise(reads, common_get_text(entry->data, "of"), common_get_int(entry->data, "cause"));
}

/* What became of the bases, and of the positions below them. */
void inbox_all_patch(const struct inbox_reads *reads, const struct entry *entry, struct writer *out)
{
    const struct inbox_moved *moved = &reads->moved;
    if (moved->seq != entry->seq)
        return;
    writer_object_lazy(out, "all");
    for (size_t i = 0; i < moved->count; i++)
        writer_int_slice(out, slice_of(moved->rooms[i].of),
                         inbox_reads_base(reads, slice_of(moved->rooms[i].of)));
    writer_end(out);
    writer_object_lazy(out, "read");
    for (size_t i = 0; i < moved->count; i++) {
        struct mark mark = {.of = slice_of(moved->rooms[i].of)};
        writer_object_lazy_slice(out, mark.of);
        for (size_t at = 0; at < moved->rooms[i].count; at++) {
            mark.thread = moved->rooms[i].positions[at].thing;
            const struct position *position = position_find(reads, &mark);
            if (position)
                writer_int_seq(out, mark.thread, position->upto);
            else
                writer_null_seq(out, mark.thread);
        }
        writer_end(out);
    }
    writer_end(out);
}

static void course_write(struct writer *out, struct slice of, const struct map *threads)
{
    struct map_at at = {0};
    writer_object_slice(out, of);
    while (map_next(threads, &at)) {
        int64_t thread;
        memcpy(&thread, at.key.at, sizeof thread);
        writer_int_seq(out, thread, ((const struct position *)at.value)->upto);
    }
    writer_end(out);
}

void inbox_reads_write(const struct inbox_reads *reads, struct writer *out)
{
    struct map_at at = {0}, base = {0};
    writer_object(out, "read");
    while (map_next(reads->courses, &at))
        course_write(out, at.key, at.value);
    writer_end(out);
    writer_object_lazy(out, "all");
    while (map_next(reads->bases, &base))
        writer_int_slice(out, base.key, ((const struct position *)base.value)->upto);
    writer_end(out);
}

void inbox_reads_rooms(const struct inbox_reads *reads, void (*fn)(void *context, struct slice of),
                       void *context)
{
    struct map_at at = {0};
    while (map_next(reads->courses, &at))
        fn(context, at.key);
}
