/* SPDX-License-Identifier: Apache-2.0
 * One look at each room, or at everybody of one. */
#include "features/catalogue_gate.h"
#include "features/listing_who.h"

/* Those of that person that ask for that credential. */
void catalogue_hosted(const void *state, const struct gate_asked *asked, gate_room_fn *fn,
                      void *context)
{
    const struct catalogue *catalogue = state;
    struct map_at at = {0};
    while (map_next(catalogue->rooms, &at)) {
        const struct listing *listing = at.value;
        if (listing->asks && slice_is(asked->kind, listing->asks) &&
            listing_has(listing->hosts, asked->person))
            fn(context, at.key);
    }
}

static bool is_ahead(const struct listing *listing, const int64_t span_ms[2])
{
    return listing->registration.asks && listing->phase == LISTED_AHEAD && !listing->archived &&
           listing->start_ms >= span_ms[0] && listing->start_ms < span_ms[1];
}

void catalogue_sessions(const void *state, const int64_t span_ms[2], gate_session_fn *fn,
                        void *context)
{
    const struct catalogue *catalogue = state;
    struct map_at at = {0};
    bool more = true;
    while (more && map_next(catalogue->rooms, &at)) {
        const struct listing *listing = at.value;
        if (is_ahead(listing, span_ms))
            more = fn(context, at.key, listing->start_ms);
    }
}

void catalogue_registered(const void *state, struct slice room, gate_room_fn *fn, void *context)
{
    const struct listing *listing = catalogue_find(state, room);
    struct map_at at = {0};
    while (listing && listing->registration.people && map_next(listing->registration.people, &at))
        fn(context, at.key);
}
