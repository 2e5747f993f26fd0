/* SPDX-License-Identifier: Apache-2.0
 * The window. */
#include "features/catalogue_view.h"

#include "base/unused.h"
#include "features/catalogue_query.h"
#include "features/listing.h"

static void write_listing(const struct listing *listing, bool patch, struct writer *out)
{
    writer_object(out, listing->of);
    listing_write(listing, patch, out);
    writer_end(out);
}

void catalogue_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                    struct writer *out)
{
    const struct catalogue *catalogue = state;
    UNUSED(viewer);
    UNUSED(bodies);
    writer_object(out, "window");
    for (size_t i = 0; i < catalogue->window_count; i++)
        write_listing(catalogue->window[i], false, out);
    writer_end(out);
    if (catalogue->anyone)
        writer_text(out, "create", SLICE("members"));
}

void catalogue_policy_patch(const void *state, const struct entry *entry,
                            const struct viewer *viewer, struct writer *out)
{
    const struct catalogue *catalogue = state;
    UNUSED(entry);
    UNUSED(viewer);
    if (catalogue->anyone)
        writer_text(out, "create", SLICE("members"));
    else
        writer_null(out, "create");
}

static bool among(const struct listing *const *list, size_t count, const struct listing *listing)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == listing)
            return true;
    return false;
}

/* What came into the window, went out, or is what the entry is about. The member that a listing
 * can lose is its series: no change takes away a start. */
void catalogue_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out)
{
    const struct catalogue *catalogue = state;
    UNUSED(entry);
    UNUSED(viewer);
    writer_object_lazy(out, "window");
    for (size_t i = 0; i < catalogue->before_count; i++)
        if (!among(catalogue->window, catalogue->window_count, catalogue->before[i]))
            writer_null(out, catalogue->before[i]->of);
    for (size_t i = 0; i < catalogue->window_count; i++) {
        const struct listing *one = catalogue->window[i];
        bool known = among(catalogue->before, catalogue->before_count, one);
        if (one == catalogue->about || !known)
            write_listing(one, known, out);
    }
    writer_end(out);
}
