/* SPDX-License-Identifier: Apache-2.0
 * Three lists. */
#include "features/catalogue_tasks.h"
#include "features/listing_who.h"

#include "base/unused.h"

static bool is_over(const struct listing *listing)
{
    return listing->archived || listing->phase == LISTED_ENDED;
}

static bool is_hostless(const struct listing *listing, const struct room *room)
{
    return !is_over(listing) && !listing_has_host(listing, room);
}

/* Only of rooms for invited people the academy knows who may be there. */
static bool is_empty(const struct listing *listing, const struct room *room)
{
    UNUSED(room);
    return !is_over(listing) && listing->to == TO_INVITED &&
           listing->template != TEMPLATE_WEBINAR &&
           (!listing->guests || map_count(listing->guests) == 0);
}

/* Also of sessions that are over: somebody has to look at them. */
static bool is_reported(const struct listing *listing, const struct room *room)
{
    UNUSED(room);
    return !listing->archived && listing->reports > 0;
}

static void write_those(const struct catalogue *catalogue, const struct room *room, const char *key,
                        bool (*is)(const struct listing *, const struct room *), struct writer *out)
{
    struct map_at at = {0};
    size_t count = 0;
    writer_array(out, key);
    while (count < BOUND_TASKS && map_next(catalogue->rooms, &at)) {
        const struct listing *listing = at.value;
        if (!is(listing, room))
            continue;
        writer_object(out, NULL);
        writer_text(out, "of", at.key);
        writer_text(out, "template", slice_of(listing_templates[listing->template]));
        writer_raw(out, "title", slice_of(listing->title));
        if (is == is_reported)
            writer_int(out, "open", listing->reports);
        writer_end(out);
        count++;
    }
    writer_end(out);
}

void catalogue_tasks(const void *state, const struct room *room, int64_t now_ms, struct writer *out)
{
    UNUSED(now_ms);
    write_those(state, room, "hostless", is_hostless, out);
    write_those(state, room, "empty", is_empty, out);
    write_those(state, room, "reported", is_reported, out);
}
