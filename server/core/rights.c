/* SPDX-License-Identifier: Apache-2.0
 * Rights as bits, and as the object that clients read. */
#include "core/rights.h"

#include "base/check.h"

static const struct {
    enum role role;
    const char *name;
} roles[ROOM_ROLES] = {
    {ROLE_PARTICIPANT, "participant"},
    {ROLE_PRESENTER, "presenter"},
    {ROLE_MODERATOR, "moderator"},
    {ROLE_HOST, "host"},
};

/* A row or query by its place in the fixed order of the feature table. */
struct method {
    const char *name;
    unsigned roles, phases;
};

static bool method_at(const struct room *room, unsigned index, struct method *out)
{
    for (size_t i = 0; i < room->shares_count; i++) {
        const struct feature *feature = room->shares[i].feature;
        if (index < feature->rows_count) {
            const struct row *row = &feature->rows[index];
            *out = (struct method){row->name, row->roles, row->phases};
            return true;
        }
        index -= (unsigned)feature->rows_count;
        if (index < feature->queries_count) {
            const struct query *query = &feature->queries[index];
            *out = (struct method){query->name, query->roles, PHASE_ANY};
            return true;
        }
        index -= (unsigned)feature->queries_count;
    }
    return false;
}

struct rights rights_of(const struct room *room)
{
    enum phase phase = room_state_phase(room);
    struct rights can = {0};
    struct method method;
    for (unsigned m = 0; method_at(room, m, &method); m++) {
        check(m < 64);
        for (unsigned r = 0; r < ROOM_ROLES; r++)
            if ((method.roles & roles[r].role) && (method.phases & (unsigned)phase))
                can.of[r] |= UINT64_C(1) << m;
    }
    return can;
}

void rights_write(const struct room *room, enum audience audience, const struct rights *before,
                  struct writer *out)
{
    static const struct rights none;
    unsigned roles_seen = audience == AUDIENCE_STAFF ? ROOM_ROLES : 1;
    if (!before)
        before = &none;
    writer_object_lazy(out, "can");
    for (unsigned r = 0; r < roles_seen; r++) {
        uint64_t can = room->can.of[r], changed = before->of[r] ^ can;
        struct method method;
        writer_object_lazy(out, roles[r].name);
        for (unsigned m = 0; m < 64 && changed >> m; m++) {
            if (!(changed >> m & 1) || !method_at(room, m, &method))
                continue;
            if (can >> m & 1)
                writer_bool(out, method.name, true);
            else
                writer_null(out, method.name);
        }
        writer_end(out);
    }
    writer_end(out);
}

void rights_write_role(enum role role, struct writer *out)
{
    for (unsigned r = 0; r < ROOM_ROLES; r++)
        if (roles[r].role == role)
            writer_text(out, "role", slice_of(roles[r].name));
}
