/* SPDX-License-Identifier: Apache-2.0
 * Parts by their names. */
#include "core/part.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"

struct slice part_id(const struct part *part)
{
    return slice_of(part->id);
}

/* Digits: no sign, no leading zero, at most 15 of them. */
int64_t part_seq(struct slice id)
{
    int64_t seq = 0;
    if (id.len == 0 || id.len > 15 || id.at[0] == '0')
        return 0;
    for (size_t i = 0; i < id.len; i++) {
        if (id.at[i] < '0' || id.at[i] > '9')
            return 0;
        seq = seq * 10 + (id.at[i] - '0');
    }
    return seq;
}

bool part_equal(const struct part *a, const struct part *b)
{
    return a->kind == b->kind && strcmp(a->id, b->id) == 0;
}

void parts_add(struct parts *parts, const struct part_kind *kind, struct slice id)
{
    check(parts->count < PARTS_MAX && id.len <= BOUND_ID_BYTES);
    struct part *part = &parts->list[parts->count++];
    part->kind = kind;
    memcpy(part->id, id.at, id.len);
    part->id[id.len] = 0;
}

void parts_add_seq(struct parts *parts, const struct part_kind *kind, int64_t seq)
{
    char id[24];
    int bytes = snprintf(id, sizeof id, "%" PRId64, seq);
    parts_add(parts, kind, (struct slice){id, (size_t)bytes});
}

bool parts_have(const struct parts *parts, const struct part *part)
{
    for (size_t i = 0; i < parts->count; i++)
        if (part_equal(&parts->list[i], part))
            return true;
    return false;
}
