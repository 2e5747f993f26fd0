/* SPDX-License-Identifier: Apache-2.0
 * Of each guest what is so, and what was so before. */
#include "features/listing_stay.h"

#include "base/mem.h"
#include "features/common_get.h"
#include "features/common_order.h"
#include "features/common_read.h"

struct units_open {
    bool writes;
    size_t count;
    int64_t units[BOUND_VISITOR_AREAS];
};

struct stay {
    bool is;
    struct units_open now, before;
};

enum err listing_stay_read_units(const struct json *data, struct writer *out)
{
    return common_has(data, "units") ? common_read_order(data, "units", BOUND_UNITS, out)
                                     : ERR_NONE;
}

enum err listing_stay_read(const struct json *data, struct writer *out)
{
    enum err error = common_read_optional_bool(data, "guest", out);
    if (!error)
        error = common_read_optional_bool(data, "writes", out);
    return error ? error : listing_stay_read_units(data, out);
}

static struct stay *find(const struct listing *course, struct slice person)
{
    return course->stays ? map_find(course->stays, person) : NULL;
}

void listing_stay_set(struct listing *course, const struct entry *entry)
{
    struct slice whom = common_get_text(entry->data, "whom");
    bool is = common_get_bool(entry->data, "guest");
    struct stay *stay = find(course, whom);
    if (!stay && !is)
        return;
    if (!course->stays)
        course->stays = map_new(BOUND_MEMBERS);
    if (!stay && map_full(course->stays))
        return;
    if (!stay) {
        stay = mem_new(sizeof *stay);
        map_put(course->stays, whom, stay);
    }
    *stay = (struct stay){.is = is, .before = stay->now};
    stay->now.writes = common_get_bool(entry->data, "writes");
    for (const struct json *at = json_first(json_get(entry->data, "units")); at; at = json_next(at))
        if (stay->now.count < BOUND_VISITOR_AREAS &&
            json_as_int(at, &stay->now.units[stay->now.count]))
            stay->now.count++;
}

enum role listing_stay_role(const struct listing *course, struct slice person)
{
    const struct stay *stay = find(course, person);
    if (!stay || !stay->is)
        return ROLE_NONE;
    return stay->now.writes ? ROLE_CONTRIBUTOR : ROLE_VISITOR;
}

static bool has(const struct units_open *open, int64_t unit)
{
    for (size_t i = 0; i < open->count; i++)
        if (open->units[i] == unit)
            return true;
    return false;
}

static bool admits(const struct units_open *open, const struct listing *webinar)
{
    for (size_t i = 0; open->writes && i < webinar->held.count; i++)
        if (has(open, webinar->held.units[i]))
            return true;
    return false;
}

bool listing_stay_admits(const struct listing *webinar, struct slice person)
{
    const struct stay *stay = find(webinar->course, person);
    return stay && stay->is && admits(&stay->now, webinar);
}

bool listing_stay_admitted(const struct listing *webinar, struct slice person)
{
    const struct stay *stay = find(webinar->course, person);
    return stay && admits(&stay->before, webinar);
}
