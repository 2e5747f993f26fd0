/* SPDX-License-Identifier: Apache-2.0
 * A bit for each lock. */
#include "features/lock.h"

#include "base/mem.h"
#include "base/unused.h"
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

struct lock {
    bool locked[LOCKS];
};

static void *lock_new(const struct room *room)
{
    struct lock *lock = mem_new(sizeof *lock);
    UNUSED(room);
    lock->locked[ROSTER] = true;
    return lock;
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

/* The roster's is always told, so that there is always something. */
static void lock_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                      struct writer *out)
{
    const struct lock *lock = state;
    UNUSED(viewer);
    UNUSED(bodies);
    for (size_t i = 0; i < LOCKS; i++)
        if (lock->locked[i] || i == ROSTER)
            writer_bool(out, locks[i].key, lock->locked[i]);
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

static bool lock_locks(const void *state, const char *name)
{
    const struct lock *lock = state;
    for (size_t i = 0; i < LOCKS; i++)
        if (lock->locked[i] && slice_is(slice_of(name), locks[i].name))
            return true;
    return false;
}

static const struct row rows[] = {
    {
        .name = "lock.set",
        .keep = {keep_all},
        .roles = ROLE_ORGANISERS,
        .phases = PHASE_ANY,
        .moves_locks = true,
        .read = set_read,
        .check = set_check,
        .apply = set_apply,
        .patch = set_patch,
    },
};

const struct feature lock_feature = {
    .name = "lock",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = lock_new,
    .state_free = mem_free,
    .view = lock_view,
    .locks = lock_locks,
};
