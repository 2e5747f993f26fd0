/* SPDX-License-Identifier: Apache-2.0
 * A map from a login to when it ended; the oldest leave. */
#include "features/login.h"

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/gate.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum { ENDS_MAX = 1 << 20, REMEMBERED_MS = 3600 * 1000 };

struct login {
    int64_t at_ms; /* of its end */
};

struct logins {
    struct map *ended; /* id -> struct login, owned; in the order of their ends */
};

static void *state_new(const struct room *room)
{
    struct logins *logins = mem_new(sizeof *logins);
    UNUSED(room);
    logins->ended = map_new(ENDS_MAX);
    return logins;
}

static void state_free(void *state)
{
    struct logins *logins = state;
    map_free(&logins->ended, mem_free);
    mem_free(logins);
}

static enum err end_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_id(data, "person", out);
    if (!error)
        error = json_count(json_get(data, "logins")) > 0
                    ? common_read_optional_ids(data, "logins", BOUND_ACCOUNTS_PERSON, out)
                    : ERR_BAD_REQUEST;
    return error;
}

static enum err end_check(const void *state, const struct entry *entry, const struct scene *scene)
{
    UNUSED(state);
    UNUSED(entry);
    UNUSED(scene);
    return ERR_NONE;
}

/* Room for one more: what nobody needs to remember goes, and the oldest in any case. */
static void forget(struct logins *logins, int64_t now_ms)
{
    struct map_at at = {0};
    while (map_next(logins->ended, &at)) {
        const struct login *login = at.value;
        if (now_ms - login->at_ms <= REMEMBERED_MS && !map_full(logins->ended))
            return;
        mem_free(map_take(logins->ended, at.key));
    }
}

static void end_apply(void *state, const struct entry *entry, const struct scene *scene)
{
    struct logins *logins = state;
    UNUSED(scene);
    const struct json *id = json_first(json_get(entry->data, "logins"));
    for (struct slice login; id && json_as_text(id, &login); id = json_next(id)) {
        forget(logins, entry->at_ms);
        mem_free(map_take(logins->ended, login));
        struct login *ended = mem_new(sizeof *ended);
        ended->at_ms = entry->at_ms;
        map_put(logins->ended, login, ended);
    }
}

static void end_moved(const void *state, const struct entry *entry, struct moved *out)
{
    UNUSED(state);
    out->people[out->count++] = common_get_text(entry->data, "person");
}

static bool gate_ended(const void *state, struct slice login)
{
    return map_find(((const struct logins *)state)->ended, login);
}

static const struct gate gate = {.ended = gate_ended};

static const struct row rows[] = {
    {
        .name = "login.end",
        .keep.members = keep_all,
        .roles = ROLE_SYSTEM,
        .phases = PHASE_ANY,
        .delivery = DELIVER_TALLY,
        .read = end_read,
        .check = end_check,
        .apply = end_apply,
        .moved = end_moved,
    },
};

const struct feature login_feature = {
    .name = "login",
    .rows = rows,
    .rows_count = sizeof rows / sizeof rows[0],
    .state_new = state_new,
    .state_free = state_free,
    .knows.gate = &gate,
};
