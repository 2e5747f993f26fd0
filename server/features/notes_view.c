/* SPDX-License-Identifier: Apache-2.0
 * Paragraphs by their seqs, and their order. */
#include "features/notes_view.h"

#include "base/unused.h"
#include "features/common_get.h"
#include "features/notes_state.h"

static bool text_exists(const void *state, struct slice id)
{
    UNUSED(state);
    return slice_is(id, "text");
}

const struct part_kind notes_parts[1] = {{.name = "notes", .exists = text_exists}};

/* Whether the viewer looks at the text, and whether at who writes. */
static bool sees_text(const struct viewer *viewer)
{
    return viewer->part != NULL;
}

static bool sees_who(const struct viewer *viewer)
{
    return !viewer->part || viewer->part->kind != notes_parts;
}

void notes_view(const void *state, const struct viewer *viewer, const struct bodies *bodies,
                struct writer *out)
{
    const struct notes *notes = state;
    UNUSED(bodies);
    if (sees_who(viewer))
        writer_text(out, "who", slice_of(notes_who[notes->who]));
    if (!sees_text(viewer))
        return;
    shelf_view(&notes->stand, "paragraphs", viewer, out);
    notes_order_write(&notes->order, out);
}

void notes_set_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                     struct writer *out)
{
    const struct notes *notes = state;
    UNUSED(entry);
    if (sees_who(viewer))
        writer_text(out, "who", slice_of(notes_who[notes->who]));
}

void notes_text_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    const struct notes *notes = state;
    if (!sees_text(viewer))
        return;
    shelf_patch(&notes->stand, "paragraphs", entry, viewer, out);
    notes_order_patch(&notes->order, entry, false, out);
}

/* Whatever earlier events said of the paragraph is taken back: what holds of it is said anew. */
void notes_gone_patch(const void *state, const struct entry *entry, const struct viewer *viewer,
                      struct writer *out)
{
    const struct notes *notes = state;
    int64_t seq = common_get_int(entry->data, "paragraph");
    const struct paragraph *paragraph = notes_find(notes, seq);
    if (!sees_text(viewer))
        return;
    writer_object(out, "paragraphs");
    if (paragraph) {
        writer_object_seq(out, seq);
        notes_write_change(&paragraph->thing, out);
        writer_end(out);
    } else {
        writer_null_seq(out, seq);
    }
    writer_end(out);
    notes_order_patch(&notes->order, entry, true, out);
}

void notes_text_part(const void *state, const struct entry *entry, struct parts *out)
{
    UNUSED(state);
    UNUSED(entry);
    parts_add(out, notes_parts, SLICE("text"));
}
