/* SPDX-License-Identifier: Apache-2.0
 * Read positions and mentions of one person. */
#include "features/inbox.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/unused.h"
#include "core/part.h"
#include "core/positions.h"
#include "core/room.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/inbox_dismissed.h"
#include "features/inbox_mentions.h"
#include "features/inbox_requests.h"
#include "features/inbox_rooms.h"

/* Threads one person keeps a position in: ten courses read to their last thread. */
enum { POSITIONS_MAX = 10 * BOUND_THREADS };

struct position {
    int64_t upto;
};

struct inbox {
    struct map *courses; /* room -> map of thread seq -> position, all owned; NULL: none */
    size_t positions_count;
    struct inbox_mentions *mentions; /* owned */
    struct inbox_rooms *rooms;       /* owned */
    struct inbox_dismissed dismissed;
    struct inbox_requests requests;
};

static void *inbox_new(const struct room *room)
{
    struct inbox *inbox = mem_new(sizeof *inbox);
    UNUSED(room);
    inbox->mentions = inbox_mentions_new();
    inbox->rooms = inbox_rooms_new();
    return inbox;
}

static void course_free(void *value)
{
    struct map *threads = value;
    map_free(&threads, mem_free);
}

static void inbox_free(void *state)
{
    struct inbox *inbox = state;
    map_free(&inbox->courses, course_free);
    inbox_mentions_free(inbox->mentions);
    inbox_rooms_free(inbox->rooms);
    inbox_dismissed_done(&inbox->dismissed);
    inbox_requests_done(&inbox->requests);
    mem_free(inbox);
}

static enum role inbox_role(const void *state, const struct room *room, struct slice person,
                            enum role before)
{
    UNUSED(state);
    UNUSED(before);
    bool owner = person.len > 0 && slice_equal(person, entry_room_id(room_name(room)));
    return owner ? ROLE_HOST : ROLE_NONE;
}

/* Of a room that has threads: the hub asks it. */
static enum err thread_read(const struct json *data, struct writer *out)
{
    struct slice of = common_get_text(data, "of");
    if (!entry_room_kind(of).at || !text_is_id(entry_room_id(of)))
        return ERR_BAD_REQUEST;
    writer_text(out, "of", of);
    return common_read_seq(data, "thread", out);
}

static enum err mark_read(const struct json *data, struct writer *out)
{
    enum err error = thread_read(data, out);
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

static struct position *position_find(const struct inbox *inbox, const struct mark *mark)
{
    const struct map *threads = map_find(inbox->courses, mark->of);
    return threads ? map_find(threads, slice_of_seq(&mark->thread)) : NULL;
}

static enum err mark_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct inbox *inbox = state;
    struct marks marks = marks_start(entry->data);
    size_t more = 0;
    UNUSED(scene);
    while (marks_next(&marks))
        more += !position_find(inbox, &marks.mark);
    bool full = more > 0 && inbox->positions_count + more > POSITIONS_MAX;
    return full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

static struct position *position_add(struct inbox *inbox, const struct mark *mark)
{
    if (!inbox->courses)
        inbox->courses = map_new(POSITIONS_MAX);
    struct map *threads = map_find(inbox->courses, mark->of);
    if (!threads) {
        threads = map_new(POSITIONS_MAX);
        map_put(inbox->courses, mark->of, threads);
    }
    struct position *position = mem_new(sizeof *position);
    map_put(threads, slice_of_seq(&mark->thread), position);
    inbox->positions_count++;
    return position;
}

/* Two devices may report in any order: the further one holds. */
static void mark_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct inbox *inbox = state;
    struct marks marks = marks_start(entry->data);
    UNUSED(scene);
    while (marks_next(&marks)) {
        struct position *position = position_find(inbox, &marks.mark);
        if (!position)
            position = position_add(inbox, &marks.mark);
        if (marks.mark.upto > position->upto)
            position->upto = marks.mark.upto;
    }
}

/* Opens the object of `of` unless it is the one that is open. */
static void course_open(struct slice of, struct slice *open, struct writer *out)
{
    if (slice_equal(of, *open))
        return;
    if (open->at)
        writer_end(out);
    writer_object_slice(out, of);
    *open = of;
}

static void mark_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                       struct writer *out)
{
    const struct inbox *inbox = state;
    struct marks marks = marks_start(entry->data);
    struct slice open = {NULL, 0};
    UNUSED(viewer);
    writer_object(out, "read");
    while (marks_next(&marks)) {
        course_open(marks.mark.of, &open, out);
        writer_int_seq(out, marks.mark.thread, position_find(inbox, &marks.mark)->upto);
    }
    if (open.at)
        writer_end(out);
    writer_end(out);
}

/* Of what the person has a position in, and 0 is: nothing of it is read. */
static enum err back_read(const struct json *data, struct writer *out)
{
    enum err error = thread_read(data, out);
    return error ? error : common_read_int(data, "upto", 0, INT64_MAX, out);
}

static enum err back_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    struct marks marks = marks_start(entry->data);
    UNUSED(scene);
    return position_find(state, &marks.mark) ? ERR_NONE : ERR_NOT_FOUND;
}

/* Never further: that is what a mark is for. */
static void back_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct marks marks = marks_start(entry->data);
    struct position *position = position_find(state, &marks.mark);
    UNUSED(scene);
    if (marks.mark.upto < position->upto)
        position->upto = marks.mark.upto;
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

static void mark_merge(const struct json *first, const struct json *then, struct writer *out)
{
    struct marks marks = marks_start(then);
    writer_object(out, "marks");
    if (marks_next(&marks))
        marks_write(first, &marks.mark, out);
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

static void inbox_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                       struct writer *out)
{
    const struct inbox *inbox = state;
    UNUSED(viewer);
    UNUSED(bodies);
    struct map_at at = {0};
    writer_object(out, "read");
    while (map_next(inbox->courses, &at))
        course_write(out, at.key, at.value);
    writer_end(out);
    inbox_mentions_write(inbox->mentions, out);
    inbox_rooms_write(inbox->rooms, out);
    inbox_dismissed_write(&inbox->dismissed, out);
    inbox_requests_write(&inbox->requests, out);
}

static struct inbox_mentions *mentions_of(const void *state)
{
    return ((const struct inbox *)state)->mentions;
}

static enum err mention_check(const void *state, const struct entry *entry,
                              const struct scene *scene)
{
    UNUSED(scene);
    return inbox_mention_check(mentions_of(state), entry);
}

static void mention_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_mention_apply(mentions_of(state), entry);
}

static void mention_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out)
{
    UNUSED(entry);
    UNUSED(viewer);
    inbox_mention_patch(mentions_of(state), out);
}

static void unmention_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_unmention_apply(mentions_of(state), entry);
}

static void unmention_patch(const void *state, const struct entry *entry,
                            const struct viewer *viewer, struct writer *out)
{
    UNUSED(entry);
    UNUSED(viewer);
    inbox_unmention_patch(mentions_of(state), out);
}

/* The name in what is taken back. */
static void unmention_erases(const void *state, const struct entry *entry,
                             struct withdrawal *withdrawal)
{
    UNUSED(entry);
    inbox_mentions_taken(mentions_of(state), withdrawal);
}

static struct inbox_rooms *rooms_of(const void *state)
{
    return ((const struct inbox *)state)->rooms;
}

static void room_apply_here(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_room_apply(rooms_of(state), entry);
}

static void room_patch_here(const void *state, const struct entry *entry,
                            const struct viewer *viewer, struct writer *out)
{
    UNUSED(viewer);
    inbox_room_patch(rooms_of(state), entry, out);
}

static void invite_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_invite_apply(rooms_of(state), entry);
}

static void uninvite_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_uninvite_apply(rooms_of(state), entry);
}

static void invite_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out)
{
    UNUSED(viewer);
    inbox_invite_patch(rooms_of(state), entry, out);
}

/* The invitation that is gone. */
static void invite_erases(const void *state, const struct entry *entry,
                          struct withdrawal *withdrawal)
{
    int64_t taken = inbox_rooms_taken(rooms_of(state));
    UNUSED(entry);
    if (taken)
        withdraw(withdrawal, taken);
}

static void dismiss_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_dismissed_apply(&((struct inbox *)state)->dismissed, entry);
}

static void dismiss_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out)
{
    UNUSED(viewer);
    inbox_dismissed_patch(&((const struct inbox *)state)->dismissed, entry, out);
}

static void request_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(scene);
    inbox_request_apply(&((struct inbox *)state)->requests, entry);
}

static void request_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out)
{
    UNUSED(viewer);
    inbox_request_patch(&((const struct inbox *)state)->requests, entry, out);
}

static bool inbox_forget(void *state, int64_t seq)
{
    bool mentions = inbox_mentions_forget(mentions_of(state), seq);
    return inbox_rooms_forget(rooms_of(state), seq) || mentions;
}

static bool inbox_forget_name(void *state, struct slice person)
{
    return inbox_rooms_forget_name(rooms_of(state), person);
}

static const struct row rows[] = {
    {
        .name = "read.mark",
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .hub = {.seqs_of = "of"},
        .roles = ROLE_HOST,
        .phases = PHASE_ANY,
        .read = mark_read,
        .check = mark_check,
        .apply = mark_apply,
        .patch = mark_patch,
        .gather = {.merge = mark_merge},
    },
    {
        .name = "read.back",
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .hub = {.seqs_of = "of"},
        .roles = ROLE_HOST,
        .phases = PHASE_ANY,
        .read = back_read,
        .check = back_check,
        .apply = back_apply,
        .patch = mark_patch,
    },
    {
        .name = "inbox.mention",
        .keep = {KEEP_MEMBERS("of", "thread", "post", "by"), .whose = "by"},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = inbox_mention_read,
        .check = mention_check,
        .apply = mention_apply,
        .patch = mention_patch,
    },
    {
        .name = "inbox.unmention",
        .keep = {keep_all},
        .erases = unmention_erases,
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = inbox_unmention_read,
        .apply = unmention_apply,
        .patch = unmention_patch,
    },
    {
        .name = "inbox.room",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = inbox_room_read,
        .apply = room_apply_here,
        .patch = room_patch_here,
    },
    {
        .name = "inbox.invite",
        .keep = {KEEP_MEMBERS("of", "start", "by"), .named = "by"},
        .erases = invite_erases,
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = inbox_invite_read,
        .apply = invite_apply,
        .patch = invite_patch,
    },
    {
        .name = "inbox.uninvite",
        .keep = {keep_all},
        .erases = invite_erases,
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = inbox_uninvite_read,
        .apply = uninvite_apply,
        .patch = invite_patch,
    },
    {
        .name = "inbox.request",
        .keep = {keep_all},
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .read = inbox_request_read,
        .apply = request_apply,
        .patch = request_patch,
    },
    {
        .name = "inbox.dismiss",
        .keep = {keep_all},
        .cost = COST_CHEAP,
        .roles = ROLE_HOST,
        .phases = PHASE_ANY,
        .read = inbox_dismissed_read,
        .apply = dismiss_apply,
        .patch = dismiss_patch,
    },
};

static int64_t position_upto(const void *state, struct slice of, int64_t thread)
{
    const struct position *position =
        position_find(state, &(struct mark){.of = of, .thread = thread});
    return position ? position->upto : 0;
}

static const struct positions positions = {.upto = position_upto};

const struct feature inbox_feature = {
    .name = "inbox",
    .knows.positions = &positions,
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = inbox_new,
    .state_free = inbox_free,
    .view = inbox_view,
    .forget = inbox_forget,
    .forget_name = inbox_forget_name,
    .role = inbox_role,
};
