/* SPDX-License-Identifier: Apache-2.0
 * One for some cohorts is no place of a guest: these are no groups that they are in. */
#include "features/document_area.h"

#include "base/unused.h"
#include "features/common_get.h"
#include "features/document_state.h"

static const struct document *find(const void *state, int64_t seq)
{
    const struct documents *documents = state;
    return (const struct document *)shelf_find(&documents->shelf, seq);
}

/* ---- of a guest --------------------------------------------------------------------------------
 */

static bool area_exists(const void *state, int64_t seq)
{
    const struct document *document = find(state, seq);
    return document && !document->cohorts;
}

/* Of what is erased nothing is left to list. */
static void area_write(const void *state, int64_t seq, struct writer *out)
{
    const struct document *document = find(state, seq);
    if (!document->about)
        return;
    writer_object_seq(out, seq);
    document_about_write(document, out);
    writer_end(out);
}

const struct areas document_areas = {
    .kind = "document",
    .exists = area_exists,
    .write = area_write,
};

/* ---- the part ----------------------------------------------------------------------------------
 */

static bool part_exists(const void *state, struct slice id)
{
    return find(state, part_seq(id));
}

static struct rings part_door(const void *state, struct slice id, struct slice person,
                              struct rings rings)
{
    const struct document *document = find(state, part_seq(id));
    UNUSED(person);
    return rings_meet(document->thing.stamp, rings) ? rings : (struct rings){0};
}

static struct area part_area(const void *state, struct slice id)
{
    UNUSED(state);
    return (struct area){"document", part_seq(id)};
}

const struct part_kind document_parts[1] = {
    {.name = "document", .exists = part_exists, .door = part_door, .area = part_area},
};

/* Of one that has just gone there is its number alone. */
void document_part(const void *state, const struct entry *entry, struct parts *out)
{
    const struct document *document = documents_of(state, entry->data);
    parts_add_seq(out, document_parts,
                  document ? document->thing.seq : common_get_int(entry->data, "document"));
}

void document_part_view(const void *state, const struct viewer *viewer, struct writer *out)
{
    const struct document *document = find(state, part_seq(part_id(viewer->part)));
    if (rings_meet(document->thing.stamp, viewer->rings))
        writer_int(out, "changed", document->changed_seq);
}
