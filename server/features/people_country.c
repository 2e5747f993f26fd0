/* SPDX-License-Identifier: Apache-2.0
 * A map of those that are closed. */
#include "features/people_country.h"

#include "base/unused.h"
#include "features/academy_rings.h"
#include "features/common_get.h"
#include "features/common_read.h"
#include "features/country.h"

enum err people_country_read(const struct json *data, struct writer *out)
{
    enum err error = country_read(data, "country", out);
    return error ? error : common_read_optional_text(data, "why", BOUND_WHY_CHARS, out);
}

static bool is_closed(const void *state, const struct entry *entry)
{
    const struct directory *directory = state;
    return map_find(directory->closed, common_get_text(entry->data, "country"));
}

enum err people_country_close_check(const void *state, const struct entry *entry,
                                    const struct scene *scene)
{
    UNUSED(scene);
    return is_closed(state, entry) ? ERR_ALREADY_EXISTS : ERR_NONE;
}

void people_country_close(void *state, const struct entry *entry, const struct scene *scene)
{
    struct directory *directory = state;
    UNUSED(scene);
    map_put(directory->closed, common_get_text(entry->data, "country"), directory);
}

enum err people_country_open_check(const void *state, const struct entry *entry,
                                   const struct scene *scene)
{
    UNUSED(scene);
    return is_closed(state, entry) ? ERR_NONE : ERR_NOT_FOUND;
}

void people_country_open(void *state, const struct entry *entry, const struct scene *scene)
{
    struct directory *directory = state;
    UNUSED(scene);
    map_take(directory->closed, common_get_text(entry->data, "country"));
}

static void write_closed(const struct directory *directory, struct writer *out)
{
    struct map_at at = {0};
    writer_array(out, "closed");
    while (map_next(directory->closed, &at))
        writer_text(out, NULL, at.key);
    writer_end(out);
}

void people_country_view(const struct directory *directory, const struct viewer *viewer,
                         struct writer *out)
{
    if (map_count(directory->closed) > 0 && rings_meet(viewer->rings, RINGS_ORGANISERS))
        write_closed(directory, out);
}

/* All of them, as there are few; null: none is any more. */
void people_country_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                          struct writer *out)
{
    const struct directory *directory = state;
    UNUSED(entry);
    if (!rings_meet(viewer->rings, RINGS_ORGANISERS))
        return;
    if (map_count(directory->closed) > 0)
        write_closed(directory, out);
    else
        writer_null(out, "closed");
}

void people_country_moved(const void *state, const struct entry *entry, struct moved *out)
{
    UNUSED(state);
    UNUSED(entry);
    out->all = true;
}
