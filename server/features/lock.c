/* SPDX-License-Identifier: Apache-2.0
 * A bit for each lock. */
#include "features/lock.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room.h"
#include "features/common_author.h"
#include "features/common_get.h"
#include "features/common_read.h"

/* A lock as it is set, and the name that rows and queries have for it. */
static const struct {
    const char *key, *name;
} locks[] = {
    {"chat", "chat"},  {"questions", "question"}, {"polls", "poll"},    {"reactions", "reaction"},
    {"hands", "hand"}, {"notes", "notes"},        {"direct", "direct"}, {"roster", "presence"},
};
enum { LOCKS = sizeof locks / sizeof locks[0], ROSTER = LOCKS - 1 };

/* Somebody who is locked out alone. */
struct person_lock {
    bool locked[LOCKS];        /* at least one */
    int64_t at_ms;             /* when it was said last */
    int64_t name_seq, why_seq; /* of the entries that gave these */
    char *by, *name, *why;     /* owned; NULL: not said */
};

struct lock {
    bool locked[LOCKS];
    const struct kind *kind;
    struct map *people; /* id -> struct person_lock, owned */
    /* By the last entry: what its person was locked out of before, and whether they are locked out
     * of nothing alone any more. */
    bool before[LOCKS];
    bool freed;
};

static void *lock_new(const struct room *room)
{
    struct lock *lock = mem_new(sizeof *lock);
    lock->kind = room_kind(room);
    lock->people = map_new(BOUND_SANCTIONS);
    lock->locked[ROSTER] = true;
    return lock;
}

static void person_free(void *value)
{
    struct person_lock *person = value;
    common_wipe(&person->by);
    common_wipe(&person->name);
    common_wipe(&person->why);
    mem_free(person);
}

static void lock_free(void *state)
{
    struct lock *lock = state;
    map_free(&lock->people, person_free);
    mem_free(lock);
}

static enum err set_read(const struct json *data, struct writer *out)
{
    enum err error = ERR_NONE;
    bool any = false;
    for (size_t i = 0; !error && i < LOCKS; i++) {
        any = any || common_has(data, locks[i].key);
        error = common_read_optional_bool(data, locks[i].key, out);
    }
    return !error && !any ? ERR_BAD_REQUEST : error;
}

/* What is so already is not said again. */
static enum err set_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    const struct lock *lock = state;
    UNUSED(scene);
    for (size_t i = 0; i < LOCKS; i++)
        if (common_has(entry->data, locks[i].key) &&
            common_get_bool(entry->data, locks[i].key) != lock->locked[i])
            return ERR_NONE;
    return ERR_ALREADY_EXISTS;
}

static void set_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct lock *lock = state;
    UNUSED(scene);
    for (size_t i = 0; i < LOCKS; i++)
        if (common_has(entry->data, locks[i].key))
            lock->locked[i] = common_get_bool(entry->data, locks[i].key);
}

static void why_write(const struct person_lock *person, struct writer *out)
{
    writer_int(out, "at", person->at_ms);
    if (person->why)
        writer_text(out, "why", slice_of(person->why));
}

/* Their locks; and null for those of `before` (NULL: none) that are none any more. */
static void locked_write(const struct person_lock *person, const bool *before, struct writer *out)
{
    for (size_t i = 0; i < ROSTER; i++)
        if (person && person->locked[i])
            writer_bool(out, locks[i].key, true);
        else if (before && before[i])
            writer_null(out, locks[i].key);
}

static void person_write(const struct person_lock *person, struct slice id, const bool *before,
                         struct writer *out)
{
    writer_object_slice(out, id);
    if (person->name)
        writer_text(out, "name", slice_of(person->name));
    writer_text(out, "by", slice_of(person->by));
    why_write(person, out);
    locked_write(person, before, out);
    writer_end(out);
}

/* The roster's is always told, so that there is always something. */
static void lock_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                      struct writer *out)
{
    const struct lock *lock = state;
    struct map_at at = {0};
    UNUSED(bodies);
    for (size_t i = 0; i < LOCKS; i++)
        if (lock->locked[i] || i == ROSTER)
            writer_bool(out, locks[i].key, lock->locked[i]);
    if (!rings_of_staff(viewer->rings))
        return;
    writer_object(out, "people");
    while (map_next(lock->people, &at))
        person_write(at.value, at.key, NULL, out);
    writer_end(out);
}

static void set_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    const struct lock *lock = state;
    UNUSED(viewer);
    for (size_t i = 0; i < LOCKS; i++) {
        if (!common_has(entry->data, locks[i].key))
            continue;
        if (lock->locked[i] || i == ROSTER)
            writer_bool(out, locks[i].key, lock->locked[i]);
        else
            writer_null(out, locks[i].key);
    }
}

static bool lock_locks(const void *state, struct slice person, const char *name)
{
    const struct lock *lock = state;
    const struct person_lock *one = person.at ? map_find(lock->people, person) : NULL;
    for (size_t i = 0; i < LOCKS; i++)
        if ((lock->locked[i] || (one && one->locked[i])) && slice_is(slice_of(name), locks[i].name))
            return true;
    return false;
}

static struct slice whom_of(const struct entry *entry)
{
    return common_get_text(entry->data, "whom");
}

static enum err person_read(const struct json *data, struct writer *out)
{
    bool any = false;
    enum err error = common_read_id(data, "whom", out);
    if (!error)
        error = common_read_optional_name(data, "name", out);
    for (size_t i = 0; !error && i < ROSTER; i++) {
        any = any || common_has(data, locks[i].key);
        error = common_read_optional_bool(data, locks[i].key, out);
    }
    if (!error)
        error = common_read_optional_text(data, "why", BOUND_SANCTION_CHARS, out);
    return !error && !any ? ERR_BAD_REQUEST : error;
}

/* What is so already is not said again. */
static enum err person_check(const void *state, const struct entry *entry,
                             const struct scene *scene)
{
    const struct lock *lock = state;
    const struct person_lock *person = map_find(lock->people, whom_of(entry));
    bool changes = false;
    for (size_t i = 0; i < ROSTER; i++)
        changes = changes ||
                  (common_has(entry->data, locks[i].key) &&
                   common_get_bool(entry->data, locks[i].key) != (person && person->locked[i]));
    if (room_role(scene->room, whom_of(entry)) & ROLE_STAFF)
        return ERR_STAFF_PERSON;
    if (!changes)
        return ERR_ALREADY_EXISTS;
    return !person && map_full(lock->people) ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

/* Of an entry that may free somebody. */
static void people_begin(struct lock *lock, struct slice whom)
{
    const struct person_lock *person = map_find(lock->people, whom);
    lock->freed = false;
    for (size_t i = 0; i < LOCKS; i++)
        lock->before[i] = person && person->locked[i];
}

static void person_end(struct lock *lock, struct slice whom)
{
    struct person_lock *person = map_take(lock->people, whom);
    lock->freed = person != NULL;
    if (person)
        person_free(person);
}

static void text_set(char **text, int64_t *seq, const struct entry *entry, const char *key)
{
    if (!common_has(entry->data, key))
        return;
    common_wipe(text);
    *text = mem_text(common_get_text(entry->data, key));
    *seq = entry->seq;
}

static void person_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct lock *lock = state;
    struct person_lock *person = map_find(lock->people, whom_of(entry));
    bool any = false;
    UNUSED(scene);
    people_begin(lock, whom_of(entry));
    if (!person) {
        person = mem_new(sizeof *person);
        map_put(lock->people, whom_of(entry), person);
    }
    for (size_t i = 0; i < ROSTER; i++) {
        if (common_has(entry->data, locks[i].key))
            person->locked[i] = common_get_bool(entry->data, locks[i].key);
        any = any || person->locked[i];
    }
    if (!any) {
        person_end(lock, whom_of(entry));
        return;
    }
    person->at_ms = entry->at_ms;
    common_wipe(&person->by);
    person->by = mem_text(entry->by);
    text_set(&person->name, &person->name_seq, entry, "name");
    text_set(&person->why, &person->why_seq, entry, "why");
}

static void person_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                         struct writer *out)
{
    const struct lock *lock = state;
    const struct person_lock *person = map_find(lock->people, whom_of(entry));
    if (!rings_of_staff(viewer->rings) || (!person && !lock->freed))
        return;
    writer_object(out, "people");
    if (person)
        person_write(person, whom_of(entry), lock->before, out);
    else
        writer_null_slice(out, whom_of(entry));
    writer_end(out);
}

/* Which of the locks a row has; LOCKS: none. */
static size_t lock_of(const struct feature *feature, const struct row *row)
{
    const char *name = row->lock.name ? row->lock.name : feature->name;
    size_t i = 0;
    if (row->lock.never || !(row->roles & ROLE_PARTICIPANT))
        return LOCKS;
    while (i < LOCKS && !slice_is(slice_of(name), locks[i].name))
        i++;
    return i;
}

/* The methods that they are locked out of; and null for those of `before`. */
static void cannot_write(const struct lock *lock, const struct person_lock *person,
                         const bool *before, struct writer *out)
{
    writer_object(out, "cannot");
    for (size_t f = 0; lock->kind->features[f]; f++)
        for (size_t r = 0; r < lock->kind->features[f]->rows_count; r++) {
            const struct row *row = &lock->kind->features[f]->rows[r];
            size_t which = lock_of(lock->kind->features[f], row);
            if (which >= ROSTER)
                continue;
            if (person->locked[which])
                writer_bool(out, row->name, true);
            else if (before && before[which])
                writer_null(out, row->name);
        }
    writer_end(out);
}

/* There is always something. */
static void person_me(const struct lock *lock, struct slice id, const bool *before,
                      struct writer *out)
{
    const struct person_lock *person = map_find(lock->people, id);
    writer_bool(out, "locked", person);
    locked_write(person, before, out);
    if (person) {
        why_write(person, out);
        cannot_write(lock, person, before, out);
    } else if (before) {
        writer_null(out, "at");
        writer_null(out, "why");
        writer_null(out, "cannot");
    }
}

static void lock_me(const void *state, struct slice person, struct writer *out)
{
    person_me(state, person, NULL, out);
}

static void person_patch_me(const void *state, const struct entry *entry, struct slice person,
                            struct writer *out)
{
    const struct lock *lock = state;
    bool theirs = slice_equal(person, whom_of(entry));
    if (theirs && (lock->freed || map_find(lock->people, person)))
        person_me(lock, person, lock->before, out);
}

static size_t person_touches(const void *state, const struct entry *entry,
                             struct slice out[TOUCH_MAX])
{
    UNUSED(state);
    out[0] = whom_of(entry);
    return 1;
}

/* What was said of somebody, and under which name. */
static bool lock_forget(void *state, int64_t seq)
{
    struct map_at at = {0};
    bool found = false;
    while (map_next(((struct lock *)state)->people, &at)) {
        struct person_lock *person = at.value;
        if (person->why_seq == seq)
            common_wipe(&person->why);
        if (person->name_seq == seq)
            common_wipe(&person->name);
        found = found || person->why_seq == seq || person->name_seq == seq;
    }
    return found;
}

/* Whoever joins the staff is trusted by those who may appoint. */
static void set_heard(void *state, const struct entry *entry, const struct scene *scene)
{
    people_begin(state, whom_of(entry));
    if (room_role(scene->room, whom_of(entry)) & ROLE_STAFF)
        person_end(state, whom_of(entry));
}

static void set_heard_patch(const void *state, const struct entry *entry,
                            const struct viewer *viewer, struct writer *out)
{
    if (((const struct lock *)state)->freed)
        person_patch(state, entry, viewer, out);
}

static void set_heard_patch_me(const void *state, const struct entry *entry, struct slice person,
                               struct writer *out)
{
    if (((const struct lock *)state)->freed)
        person_patch_me(state, entry, person, out);
}

static const struct row rows[] = {
    {
        .name = "lock.set",
        .keep = {keep_all},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .lock.moves = true,
        .read = set_read,
        .check = set_check,
        .apply = set_apply,
        .patch = set_patch,
    },
    {
        .name = "lock.person",
        .keep = {KEEP_MEMBERS("whom", "chat", "questions", "polls", "reactions", "hands", "notes",
                              "direct")},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .read = person_read,
        .check = person_check,
        .apply = person_apply,
        .patch = person_patch,
        .touches = person_touches,
        .patch_me = person_patch_me,
    },
};

static const struct hearing hears[] = {
    {"member.set", set_heard, set_heard_patch, set_heard_patch_me},
    {"member.admit", set_heard, set_heard_patch, set_heard_patch_me},
    {"member.rest", set_heard, set_heard_patch, set_heard_patch_me},
};

const struct feature lock_feature = {
    .name = "lock",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = lock_new,
    .hears = {hears, sizeof hears / sizeof hears[0]},
    .forget = lock_forget,
    .state_free = lock_free,
    .view = lock_view,
    .me = lock_me,
    .locks = lock_locks,
};
