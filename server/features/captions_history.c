/* SPDX-License-Identifier: Apache-2.0
 * A page is a run of the lines that are known, the youngest last. */
#include "features/captions_history.h"

#include "core/room.h"
#include "features/captions_state.h"
#include "features/common_get.h"

struct page {
    const struct knowns *known;
    size_t from, to; /* places; `to` is behind the last */
};

static enum err page_find(const struct captions *captions, const struct json *data,
                          struct page *page)
{
    const struct tongue *tongue = captions_find(captions, common_get_text(data, "language"));
    int64_t before = INT64_MAX, limit = BOUND_CAPTIONS_PAGE;
    if (!tongue)
        return ERR_NOT_FOUND;
    if (common_has(data, "before") && (!json_get_int(data, "before", &before) || before < 1))
        return ERR_BAD_REQUEST;
    if (common_has(data, "limit") &&
        (!json_get_int(data, "limit", &limit) || limit < 1 || limit > BOUND_CAPTIONS_PAGE))
        return ERR_BAD_REQUEST;
    size_t to = known_older(tongue->known, before);
    size_t count = to < (size_t)limit ? to : (size_t)limit;
    *page = (struct page){.known = tongue->known, .from = to - count, .to = to};
    return ERR_NONE;
}

static bool may_see(const struct scene *scene)
{
    return scene->role == ROLE_SYSTEM || rings_inside(room_rings(scene->room, scene->person));
}

size_t captions_history_needs(const void *state, const struct json *data, const struct scene *scene,
                              int64_t *seqs, size_t max)
{
    struct page page;
    size_t count = 0;
    if (!may_see(scene) || page_find(state, data, &page))
        return 0;
    for (size_t at = page.from; at < page.to && count + 1 < max; at++) {
        const struct known *known = known_at(page.known, at);
        seqs[count++] = known->body;
        if (known->body != known->seq)
            seqs[count++] = known->seq;
    }
    return count;
}

/* As whoever amended it last said; what they did not say is as it was before. */
static void time_write(const struct entry *entry, const struct entry *first, const char *name,
                       struct writer *out)
{
    if (common_has(entry->data, name))
        writer_int(out, name, common_get_int(entry->data, name));
    else if (first && common_has(first->data, name))
        writer_int(out, name, common_get_int(first->data, name));
}

static void line_write(const struct known *known, const struct entry *entry,
                       const struct entry *first, struct writer *out)
{
    struct slice text = common_get_text(entry->data, "text");
    writer_object_seq(out, known->seq);
    writer_int(out, "at", known->at_ms);
    common_write_text(out, text, common_get_dir(entry->data, text));
    time_write(entry, first, "from", out);
    time_write(entry, first, "to", out);
    writer_end(out);
}

static const struct entry *find(const struct bodies *bodies, int64_t seq)
{
    return bodies->find(bodies->context, seq);
}

enum err captions_history_answer(const void *state, const struct json *data,
                                 const struct scene *scene, struct writer *out)
{
    struct page page;
    if (!may_see(scene))
        return ERR_PERMISSION_DENIED;
    enum err error = page_find(state, data, &page);
    if (error)
        return error;
    writer_object(out, "lines");
    for (size_t at = page.from; scene->bodies && at < page.to; at++) {
        const struct known *known = known_at(page.known, at);
        const struct entry *entry = find(scene->bodies, known->body);
        if (entry && common_has(entry->data, "text"))
            line_write(known, entry, find(scene->bodies, known->seq), out);
    }
    writer_end(out);
    if (page.from > 0 && page.from < page.to)
        writer_int(out, "next", known_at(page.known, page.from)->seq);
    return ERR_NONE;
}
