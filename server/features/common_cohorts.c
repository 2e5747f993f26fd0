/* SPDX-License-Identifier: Apache-2.0
 * Sets of cohorts: a bit for each number. */
#include "features/common_cohorts.h"

#include "base/bounds.h"
#include "core/room.h"
#include "features/common_get.h"

void common_write_numbers(const char *key, uint64_t cohorts, struct writer *out)
{
    writer_array(out, key);
    for (int64_t number = 1; number <= BOUND_COHORTS; number++)
        if (cohorts & COHORT(number))
            writer_int(out, NULL, number);
    writer_end(out);
}

enum err common_read_cohorts(const struct json *data, struct writer *out)
{
    const struct json *list = json_get(data, "cohorts");
    uint64_t cohorts = 0;
    if (!common_has(data, "cohorts"))
        return ERR_NONE;
    if (!json_is_array(list) || json_count(list) == 0)
        return ERR_BAD_REQUEST;
    for (const struct json *at = json_first(list); at; at = json_next(at)) {
        int64_t number = 0;
        if (!json_as_int(at, &number) || number < 1 || number > BOUND_COHORTS)
            return ERR_BAD_REQUEST;
        cohorts |= COHORT(number);
    }
    common_write_numbers("cohorts", cohorts, out);
    return ERR_NONE;
}

uint64_t common_get_cohorts(const struct json *data)
{
    uint64_t cohorts = 0;
    const struct json *at = json_first(json_get(data, "cohorts"));
    for (; at; at = json_next(at)) {
        int64_t number = 0;
        if (json_as_int(at, &number) && number >= 1 && number <= BOUND_COHORTS)
            cohorts |= COHORT(number);
    }
    return cohorts;
}

/* The numbers of which people in these rings are staff. */
static uint64_t staff_of(struct rings rings)
{
    return rings_of_staff(rings) ? UINT64_MAX : rings.staff >> RING_GROUP;
}

void common_write_cohorts(uint64_t cohorts, struct rings rings, bool patch, struct writer *out)
{
    if (cohorts)
        common_write_numbers("cohorts", cohorts & staff_of(rings), out);
    else if (patch)
        writer_null(out, "cohorts");
}

bool common_cohorts_stamp(const struct room *room, uint64_t cohorts, struct rings *stamp)
{
    bool all = true;
    *stamp = cohorts ? RINGS_STAFF : RINGS_INSIDE;
    for (int64_t number = 1; number <= BOUND_COHORTS; number++) {
        struct rings one;
        if (!(cohorts & COHORT(number)))
            continue;
        if (room_cohort(room, number, &one))
            *stamp = rings_both(*stamp, one);
        else
            all = false;
    }
    return all;
}

bool common_cohorts_moderates(uint64_t cohorts, struct rings rings)
{
    return rings_of_staff(rings) || (cohorts && !(cohorts & ~staff_of(rings)));
}
