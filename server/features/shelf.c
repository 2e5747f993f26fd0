/* SPDX-License-Identifier: Apache-2.0
 * A map of things in the order of their coming, and what the last entry changed of it. */
#include "features/shelf.h"

#include "base/check.h"
#include "base/mem.h"
#include "features/common_count.h"

void shelf_init(struct shelf *shelf, const struct shelf_kind *kind)
{
    *shelf = (struct shelf){.kind = kind,
                            .things = map_new(kind->things_max),
                            .shares = kind->author_max ? map_new(kind->things_max) : NULL};
}

static void forget_changes(struct shelf *shelf)
{
    for (size_t i = 0; i < shelf->changes_count; i++)
        common_wipe(&shelf->changes[i].author);
    shelf->changes_count = 0;
}

static void thing_free(const struct shelf *shelf, struct shelf_thing *thing)
{
    if (shelf->kind->wipe)
        shelf->kind->wipe(thing);
    common_author_done(&thing->author);
    mem_free(thing);
}

void shelf_done(struct shelf *shelf)
{
    struct map_at at = {0};
    while (map_next(shelf->things, &at))
        thing_free(shelf, at.value);
    map_free(&shelf->things, NULL);
    map_free(&shelf->shares, NULL);
    forget_changes(shelf);
    mem_free(shelf->changes);
}

struct shelf_thing *shelf_find(const struct shelf *shelf, int64_t seq)
{
    return map_find(shelf->things, slice_of_seq(&seq));
}

size_t shelf_count(const struct shelf *shelf)
{
    return map_count(shelf->things);
}

bool shelf_changed(const struct shelf *shelf, const struct entry *entry)
{
    return shelf->changed_seq == entry->seq;
}

size_t shelf_share(const struct shelf *shelf, struct slice person)
{
    return shelf->shares ? common_count(shelf->shares, person) : 0;
}

size_t shelf_hidden(const struct shelf *shelf)
{
    return shelf->hidden;
}

bool shelf_hides(const struct shelf_thing *thing)
{
    return !rings_meet(thing->stamp, RINGS_INSIDE);
}

struct shelf_thing *shelf_oldest(const struct shelf *shelf)
{
    struct map_at at = {0};
    while (map_next(shelf->things, &at))
        if (!shelf_hides(at.value))
            return at.value;
    return NULL;
}

enum err shelf_check(const struct shelf *shelf, const struct entry *entry,
                     const struct scene *scene, size_t bytes)
{
    const struct shelf_kind *kind = shelf->kind;
    bool full =
        map_full(shelf->things) || (kind->bytes_max > 0 && shelf->bytes + bytes > kind->bytes_max);
    bool own_full = kind->author_max > 0 && scene->role == ROLE_PARTICIPANT &&
                    shelf_share(shelf, entry->by) >= kind->author_max;
    return full || own_full ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* What the thing was before `entry`; made when it is the first that this entry does to it. */
static struct shelf_change *change_of(struct shelf *shelf, const struct entry *entry,
                                      struct shelf_thing *thing, struct rings before)
{
    if (shelf->changed_seq != entry->seq)
        forget_changes(shelf);
    shelf->changed_seq = entry->seq;
    for (size_t i = 0; i < shelf->changes_count; i++)
        if (shelf->changes[i].seq == thing->seq)
            return &shelf->changes[i];
    if (shelf->changes_count == shelf->changes_capacity) {
        size_t more = shelf->changes_capacity ? 2 * shelf->changes_capacity : 2;
        shelf->changes =
            mem_resize(shelf->changes, shelf->changes_capacity * sizeof *shelf->changes,
                       more * sizeof *shelf->changes);
        shelf->changes_capacity = more;
    }
    struct shelf_change *change = &shelf->changes[shelf->changes_count++];
    *change = (struct shelf_change){.seq = thing->seq, .before = before, .thing = thing};
    return change;
}

static void put(struct shelf *shelf, struct shelf_thing *thing)
{
    check(!map_full(shelf->things));
    check(map_put(shelf->things, slice_of_seq(&thing->seq), thing) == NULL);
    if (shelf->shares)
        common_count_up(shelf->shares, slice_of(thing->author.id));
    shelf->bytes += thing->bytes;
    shelf->hidden += shelf_hides(thing);
}

static void take(struct shelf *shelf, const struct shelf_thing *thing)
{
    check(map_take(shelf->things, slice_of_seq(&thing->seq)) == thing);
    if (shelf->shares)
        common_count_down(shelf->shares, slice_of(thing->author.id));
    shelf->bytes -= thing->bytes;
    shelf->hidden -= shelf_hides(thing);
}

struct shelf_thing *shelf_add(struct shelf *shelf, const struct entry *entry, struct rings stamp,
                              size_t bytes)
{
    struct shelf_thing *thing = mem_new(shelf->kind->thing_bytes);
    thing->seq = entry->seq;
    thing->at_ms = entry->at_ms;
    thing->stamp = stamp;
    thing->bytes = bytes;
    common_author_init(&thing->author, entry);
    (void)change_of(shelf, entry, thing, (struct rings){0});
    put(shelf, thing);
    return thing;
}

void shelf_touch(struct shelf *shelf, const struct entry *entry, struct shelf_thing *thing)
{
    (void)change_of(shelf, entry, thing, thing->stamp);
}

void shelf_stamp(struct shelf *shelf, const struct entry *entry, struct shelf_thing *thing,
                 struct rings stamp)
{
    shelf_touch(shelf, entry, thing);
    shelf->hidden -= shelf_hides(thing);
    thing->stamp = stamp;
    shelf->hidden += shelf_hides(thing);
}

/* The thing leaves the shelf. */
static void leave(struct shelf *shelf, const struct entry *entry, struct shelf_thing *thing)
{
    struct shelf_change *change = change_of(shelf, entry, thing, thing->stamp);
    change->thing = NULL;
    change->author = mem_text(slice_of(thing->author.id));
    take(shelf, thing);
}

void shelf_remove(struct shelf *shelf, const struct entry *entry, struct shelf_thing *thing)
{
    leave(shelf, entry, thing);
    thing_free(shelf, thing);
}

bool shelf_forget(struct shelf *shelf, int64_t seq)
{
    struct shelf_thing *thing = shelf_find(shelf, seq);
    bool named = thing && common_author_forget(&thing->author);
    bool said = thing && shelf->kind->forget && shelf->kind->forget(thing);
    return named || said;
}

void shelf_move(struct shelf *from, struct shelf *to, const struct entry *entry,
                struct shelf_thing *thing)
{
    check(from->kind->thing_bytes == to->kind->thing_bytes);
    if (from == to)
        take(from, thing);
    else
        leave(from, entry, thing);
    (void)change_of(to, entry, thing, from == to ? thing->stamp : (struct rings){0});
    put(to, thing);
}

static void write_thing(const struct shelf_thing *thing, shelf_write_fn *write, struct writer *out)
{
    writer_object_seq(out, thing->seq);
    write(thing, out);
    writer_end(out);
}

/* As people in these rings see it, whole or as a change. */
static void write_to(const struct shelf_kind *kind, const struct shelf_thing *thing,
                     const struct viewer *viewer, bool change, struct writer *out)
{
    writer_object_seq(out, thing->seq);
    if (kind->write_to)
        kind->write_to(thing, viewer, change, out);
    else if (change && kind->write_change)
        kind->write_change(thing, out);
    else
        kind->write(thing, out);
    writer_end(out);
}

void shelf_view(const struct shelf *shelf, const char *key, const struct viewer *viewer,
                struct writer *out)
{
    if (key)
        writer_object(out, key);
    (void)shelf_page(shelf, viewer, 0, SIZE_MAX, out);
    if (key)
        writer_end(out);
}

/* How many changes are those of the entry. */
static size_t changes_of(const struct shelf *shelf, const struct entry *entry)
{
    return shelf_changed(shelf, entry) ? shelf->changes_count : 0;
}

static void write_change(const struct shelf *shelf, const struct shelf_change *change,
                         const struct viewer *viewer, struct writer *out)
{
    const struct shelf_thing *thing = change->thing;
    bool saw = rings_meet(change->before, viewer->rings);
    if (thing && rings_meet(thing->stamp, viewer->rings))
        write_to(shelf->kind, thing, viewer, saw, out);
    else if (saw)
        writer_null_seq(out, change->seq);
}

void shelf_patch(const struct shelf *shelf, const char *key, const struct entry *entry,
                 const struct viewer *viewer, struct writer *out)
{
    if (key)
        writer_object_lazy(out, key);
    for (size_t i = 0; i < changes_of(shelf, entry); i++)
        write_change(shelf, &shelf->changes[i], viewer, out);
    if (key)
        writer_end(out);
}

/* The next of those that the person wrote and not everybody sees; NULL: no more. */
static const struct shelf_thing *own_next(const struct shelf *shelf, struct slice person,
                                          struct map_at *at)
{
    while (shelf->hidden > 0 && map_next(shelf->things, at)) {
        const struct shelf_thing *thing = at->value;
        if (shelf_hides(thing) && common_author_is(&thing->author, person))
            return thing;
    }
    return NULL;
}

void shelf_own(const struct shelf *shelf, struct slice person, shelf_write_fn *write,
               struct writer *out)
{
    struct map_at at = {0};
    for (const struct shelf_thing *thing; (thing = own_next(shelf, person, &at));)
        write_thing(thing, write, out);
}

size_t shelf_own_count(const struct shelf *shelf, struct slice person)
{
    struct map_at at = {0};
    size_t count = 0;
    while (own_next(shelf, person, &at))
        count++;
    return count;
}

static bool was_hidden(const struct shelf_change *change)
{
    return !rings_none(change->before) && !rings_meet(change->before, RINGS_INSIDE);
}

static struct slice author_of(const struct shelf_change *change)
{
    return slice_of(change->thing ? change->thing->author.id : change->author);
}

void shelf_own_patch(const struct shelf *shelf, const struct entry *entry, struct slice person,
                     shelf_write_fn *write, struct writer *out)
{
    for (size_t i = 0; i < changes_of(shelf, entry); i++) {
        const struct shelf_change *change = &shelf->changes[i];
        if (!slice_equal(author_of(change), person))
            continue;
        if (change->thing && shelf_hides(change->thing))
            write_thing(change->thing, write, out);
        else if (was_hidden(change))
            writer_null_seq(out, change->seq);
    }
}

void shelf_gone(const struct shelf *shelf, const struct entry *entry, struct writer *out)
{
    for (size_t i = 0; i < changes_of(shelf, entry); i++)
        if (!shelf->changes[i].thing)
            writer_null_seq(out, shelf->changes[i].seq);
}

/* Each once. */
static size_t touch(struct slice out[TOUCH_MAX], size_t count, struct slice person)
{
    for (size_t i = 0; i < count; i++)
        if (slice_equal(out[i], person))
            return count;
    check(count < TOUCH_MAX);
    out[count] = person;
    return count + 1;
}

size_t shelf_touches(const struct shelf *shelf, const struct entry *entry,
                     struct slice out[TOUCH_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < changes_of(shelf, entry); i++) {
        const struct shelf_change *change = &shelf->changes[i];
        if (!was_hidden(change) && !(change->thing && shelf_hides(change->thing)))
            continue;
        count = touch(out, count, author_of(change));
    }
    return count;
}

int64_t shelf_page(const struct shelf *shelf, const struct viewer *viewer, int64_t after,
                   size_t limit, struct writer *out)
{
    struct map_at at = {0};
    int64_t last = after;
    while (map_next(shelf->things, &at)) {
        const struct shelf_thing *thing = at.value;
        if (thing->seq <= after || !rings_meet(thing->stamp, viewer->rings))
            continue;
        if (limit-- == 0)
            return last;
        write_to(shelf->kind, thing, viewer, false, out);
        last = thing->seq;
    }
    return 0;
}
