/* SPDX-License-Identifier: Apache-2.0
 * A map of things in the order of their coming, and what the last entry changed of it. */
#include "features/shelf.h"

#include "base/check.h"
#include "base/mem.h"
#include "features/common_count.h"

void shelf_init(struct shelf *shelf, const struct shelf_kind *kind)
{
    *shelf = (struct shelf){
        .kind = kind, .things = map_new(kind->things_max), .shares = map_new(kind->things_max)};
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
    return common_count(shelf->shares, person);
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

/* What a thing that stands was before `entry`; made when it is the first that this entry does. */
static struct shelf_change *change_of(struct shelf *shelf, const struct entry *entry, int64_t seq,
                                      struct rings before)
{
    if (shelf->changed_seq != entry->seq)
        forget_changes(shelf);
    shelf->changed_seq = entry->seq;
    for (size_t i = 0; i < shelf->changes_count; i++)
        if (shelf->changes[i].seq == seq)
            return &shelf->changes[i];
    if (shelf->changes_count == shelf->changes_capacity) {
        size_t more = shelf->changes_capacity ? 2 * shelf->changes_capacity : 2;
        shelf->changes =
            mem_resize(shelf->changes, shelf->changes_capacity * sizeof *shelf->changes,
                       more * sizeof *shelf->changes);
        shelf->changes_capacity = more;
    }
    struct shelf_change *change = &shelf->changes[shelf->changes_count++];
    *change = (struct shelf_change){.seq = seq, .before = before};
    return change;
}

static void put(struct shelf *shelf, struct shelf_thing *thing)
{
    check(!map_full(shelf->things));
    check(map_put(shelf->things, slice_of_seq(&thing->seq), thing) == NULL);
    common_count_up(shelf->shares, slice_of(thing->author.id));
    shelf->bytes += thing->bytes;
    shelf->hidden += shelf_hides(thing);
}

static void take(struct shelf *shelf, const struct shelf_thing *thing)
{
    check(map_take(shelf->things, slice_of_seq(&thing->seq)) == thing);
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
    (void)change_of(shelf, entry, thing->seq, (struct rings){0});
    put(shelf, thing);
    return thing;
}

void shelf_touch(struct shelf *shelf, const struct entry *entry, const struct shelf_thing *thing)
{
    (void)change_of(shelf, entry, thing->seq, thing->stamp);
}

void shelf_stamp(struct shelf *shelf, const struct entry *entry, struct shelf_thing *thing,
                 struct rings stamp)
{
    shelf_touch(shelf, entry, thing);
    shelf->hidden -= shelf_hides(thing);
    thing->stamp = stamp;
    shelf->hidden += shelf_hides(thing);
}

static void note_gone(struct shelf *shelf, const struct entry *entry,
                      const struct shelf_thing *thing)
{
    struct shelf_change *change = change_of(shelf, entry, thing->seq, thing->stamp);
    change->author = mem_text(slice_of(thing->author.id));
    take(shelf, thing);
}

void shelf_remove(struct shelf *shelf, const struct entry *entry, struct shelf_thing *thing)
{
    note_gone(shelf, entry, thing);
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
        note_gone(from, entry, thing);
    (void)change_of(to, entry, thing->seq, from == to ? thing->stamp : (struct rings){0});
    put(to, thing);
}

static void write_thing(const struct shelf_thing *thing, shelf_write_fn *write, struct writer *out)
{
    writer_object_seq(out, thing->seq);
    write(thing, out);
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
    const struct shelf_kind *kind = shelf->kind;
    const struct shelf_thing *thing = shelf_find(shelf, change->seq);
    bool saw = rings_meet(change->before, viewer->rings);
    if (thing && rings_meet(thing->stamp, viewer->rings))
        write_thing(thing, saw && kind->write_change ? kind->write_change : kind->write, out);
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
    if (shelf->hidden == 0 || shelf_share(shelf, person) == 0)
        return NULL;
    while (map_next(shelf->things, at)) {
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

static struct slice author_of(const struct shelf_change *change, const struct shelf_thing *thing)
{
    return slice_of(thing ? thing->author.id : change->author);
}

void shelf_own_patch(const struct shelf *shelf, const struct entry *entry, struct slice person,
                     shelf_write_fn *write, struct writer *out)
{
    for (size_t i = 0; i < changes_of(shelf, entry); i++) {
        const struct shelf_change *change = &shelf->changes[i];
        const struct shelf_thing *thing = shelf_find(shelf, change->seq);
        if (!slice_equal(author_of(change, thing), person))
            continue;
        if (thing && shelf_hides(thing))
            write_thing(thing, write, out);
        else if (was_hidden(change))
            writer_null_seq(out, change->seq);
    }
}

size_t shelf_touches(const struct shelf *shelf, const struct entry *entry,
                     struct slice out[TOUCH_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < changes_of(shelf, entry); i++) {
        const struct shelf_change *change = &shelf->changes[i];
        const struct shelf_thing *thing = shelf_find(shelf, change->seq);
        if (!was_hidden(change) && !(thing && shelf_hides(thing)))
            continue;
        check(count < TOUCH_MAX);
        out[count++] = author_of(change, thing);
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
        write_thing(thing, shelf->kind->write, out);
        last = thing->seq;
    }
    return 0;
}
