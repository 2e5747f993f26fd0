/* SPDX-License-Identifier: Apache-2.0
 * A page is a run of what a paragraph said, from the newest back. */
#include "features/notes_history.h"

#include "base/bounds.h"
#include "base/unused.h"
#include "features/common_ask.h"
#include "features/common_get.h"
#include "features/notes_state.h"

struct page {
    const struct paragraph *paragraph;
    size_t first, end; /* places in what it had; the end is not among them */
};

/* What is in the bin is for staff. */
static enum err page_find(const struct notes *notes, const struct json *data,
                          const struct scene *scene, struct page *page)
{
    int64_t seq = 0, before = 0, limit = BOUND_NOTES_PAGE;
    bool right = json_get_int(data, "paragraph", &seq) && seq >= 1;
    if (right && common_has(data, "before"))
        right = json_get_int(data, "before", &before) && before >= 1;
    if (!right || common_ask_limit(data, "limit", BOUND_NOTES_PAGE, &limit))
        return ERR_BAD_REQUEST;
    bool staff = scene->role & (ROLE_STAFF | ROLE_SYSTEM);
    page->paragraph = staff ? notes_find_any(notes, seq) : notes_find(notes, seq);
    if (!page->paragraph)
        return ERR_NOT_FOUND;
    page->end = page->paragraph->past_count;
    while (before && page->end > 0 && page->paragraph->past[page->end - 1].seq >= before)
        page->end--;
    page->first = page->end > (size_t)limit ? page->end - (size_t)limit : 0;
    return ERR_NONE;
}

size_t notes_history_needs(const void *state, const struct json *data, const struct scene *scene,
                           int64_t *seqs, size_t max)
{
    struct page page;
    size_t count = 0;
    if (page_find(state, data, scene, &page))
        return 0;
    for (size_t i = page.first; i < page.end && count < max; i++)
        seqs[count++] = page.paragraph->past[i].seq;
    return count;
}

static void words_write(const struct entry *entry, struct writer *out)
{
    struct slice text = common_get_text(entry->data, "text");
    writer_object_seq(out, entry->seq);
    writer_text(out, "by", entry->by);
    if (entry->name.len > 0)
        writer_text(out, "name", entry->name);
    writer_int(out, "at", entry->at_ms);
    if (text.at)
        common_write_text(out, text, common_get_dir(entry->data, text));
    writer_end(out);
}

/* What came into the page after it was read is not in it. */
enum err notes_history_answer(const void *state, const struct json *data, const struct scene *scene,
                              struct writer *out)
{
    struct page page;
    enum err error = page_find(state, data, scene, &page);
    if (error)
        return error;
    writer_object(out, "states");
    for (size_t i = page.first; scene->bodies && i < page.end; i++) {
        const struct entry *entry =
            scene->bodies->find(scene->bodies->context, page.paragraph->past[i].seq);
        if (entry)
            words_write(entry, out);
    }
    writer_end(out);
    if (page.first > 0)
        writer_int(out, "next", page.paragraph->past[page.first].seq);
    return ERR_NONE;
}

enum err notes_removed_answer(const void *state, const struct json *data, const struct scene *scene,
                              struct writer *out)
{
    const struct notes *notes = state;
    struct map_at at = {0};
    UNUSED(data);
    UNUSED(scene);
    writer_object(out, "paragraphs");
    while (map_next(notes->bin.things, &at)) {
        const struct paragraph *paragraph = at.value;
        writer_object_seq(out, paragraph->thing.seq);
        common_write_author(out, &paragraph->said);
        writer_int(out, "at", paragraph->said_ms);
        if (paragraph->text)
            common_write_text(out, slice_of(paragraph->text), paragraph->dir);
        writer_object(out, "removed");
        writer_text(out, "by", slice_of(paragraph->removed_by));
        writer_int(out, "at", paragraph->removed_ms);
        writer_end(out);
        writer_end(out);
    }
    writer_end(out);
    return ERR_NONE;
}
