/* SPDX-License-Identifier: Apache-2.0
 * Heard of posts and items, and said to who sees them. */
#include "features/document_cited.h"

#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "base/unused.h"
#include "core/room_query.h"
#include "features/common_author.h"
#include "features/common_cut.h"
#include "features/common_get.h"
#include "features/common_page.h"
#include "features/document_citations.h"
#include "features/document_state.h"

enum { EXCERPT_CHARS = 160 };

void documents_heard_post(void *state, const struct entry *entry, const struct scene *scene)
{
    struct documents *documents = state;
    int64_t post = slice_is(entry->type, "forum.edit") ? common_get_int(entry->data, "post") : 0;
    UNUSED(scene);
    citations_say(documents->citations, post ? post : entry->seq, 0, entry);
}

void documents_heard_unit(void *state, const struct entry *entry, const struct scene *scene)
{
    struct documents *documents = state;
    struct map *units = documents->citations->units;
    int64_t from = common_get_int(entry->data, "from");
    UNUSED(scene);
    if (!from || map_full(units))
        return;
    int64_t *here = mem_new(sizeof *here);
    *here = entry->seq;
    mem_free(map_put(units, slice_of_seq(&from), here));
}

void documents_heard_item(void *state, const struct entry *entry, const struct scene *scene)
{
    struct documents *documents = state;
    int64_t item = common_get_int(entry->data, "item"), unit = common_get_int(entry->data, "unit");
    int64_t from = common_get_int(entry->data, "from");
    const int64_t *here = map_find(documents->citations->units, slice_of_seq(&from));
    UNUSED(scene);
    citations_say(documents->citations, item ? item : entry->seq, here ? *here : unit, entry);
    if (from)
        citations_readdress(documents->citations, entry->seq, &documents->brought);
}

/* ---- where it is cited -------------------------------------------------------------------------
 */

/* Each feature says of its own things who sees them. */
static bool is_seen(const struct source *source, int64_t seq, const struct scene *scene)
{
    int64_t side;
    return room_shows(scene, source->unit ? SLICE("unit") : SLICE("forum"), seq, &side);
}

/* Which document is asked about: of this room unless it says another one. */
static enum err question_read(const struct json *data, const struct scene *scene,
                              struct slice *room, int64_t *document)
{
    *room = room_name(scene->room);
    if (common_has(data, "of") && !json_get_text(data, "of", room))
        return ERR_BAD_REQUEST;
    return json_get_int(data, "document", document) && *document >= 1 ? ERR_NONE : ERR_BAD_REQUEST;
}

/* Calls `fn` for each place of the page. */
static enum err each(const struct documents *documents, const struct json *data,
                     const struct scene *scene, struct common_page *page,
                     void (*fn)(void *context, int64_t seq, const struct source *source),
                     void *context)
{
    struct slice room;
    int64_t document = 0;
    struct map_at at = {0};
    enum err error = question_read(data, scene, &room, &document);
    if (!error)
        error = common_page_read(data, BOUND_CITATION_PAGE, page);
    while (!error && !page->more && map_next(documents->citations->sources, &at)) {
        int64_t seq;
        memcpy(&seq, at.key.at, sizeof seq);
        bool is = seq > page->after && source_cites(at.value, room, document) &&
                  is_seen(at.value, seq, scene);
        if (is && common_page_takes(page, seq))
            fn(context, seq, at.value);
    }
    return error;
}

struct needs {
    int64_t *seqs;
    size_t count, max;
};

static void need(void *context, int64_t seq, const struct source *source)
{
    struct needs *needs = context;
    UNUSED(seq);
    if (needs->count < needs->max)
        needs->seqs[needs->count++] = source->said_seq;
}

size_t documents_cited_needs(const void *state, const struct json *data, const struct scene *scene,
                             int64_t *seqs, size_t max)
{
    struct needs needs = {.seqs = seqs, .max = max};
    struct common_page page;
    (void)each(state, data, scene, &page, need, &needs);
    return needs.count;
}

struct writing {
    const struct scene *scene;
    struct writer *out;
};

/* Posts move between threads: where one stands now the forum says, as to whoever asks. */
static void thread_write(const struct scene *scene, int64_t post, struct writer *out)
{
    char asked[48];
    struct json *data = NULL, *answer = NULL;
    struct buffer text;
    snprintf(asked, sizeof asked, "{\"post\":%lld}", (long long)post);
    buffer_init(&text, BOUND_ENTRY_BYTES);
    (void)json_parse(slice_of(asked), &data);
    const struct room_question question = {SLICE("forum.place"), scene->person, data, NULL};
    if (!room_query(scene->room, &question, NULL, &text) &&
        !json_parse(buffer_slice(&text), &answer))
        writer_int(out, "thread", common_get_int(answer, "thread"));
    json_free(&data);
    json_free(&answer);
    buffer_done(&text);
}

static void place_write(void *context, int64_t seq, const struct source *source)
{
    struct writing *writing = context;
    struct writer *out = writing->out;
    const struct bodies *bodies = writing->scene->bodies;
    const struct entry *said = bodies ? bodies->find(bodies->context, source->said_seq) : NULL;
    writer_object(out, NULL);
    if (source->unit) {
        char *title = said ? common_copy_json(said->data, "title") : NULL;
        writer_int(out, "unit", source->unit);
        writer_int(out, "item", seq);
        if (title)
            writer_raw(out, "title", slice_of(title));
        common_wipe(&title);
    } else {
        struct slice text = said ? common_get_text(said->data, "text") : (struct slice){NULL, 0};
        thread_write(writing->scene, seq, out);
        writer_int(out, "post", seq);
        if (text.at) {
            (void)common_cut_line(text, EXCERPT_CHARS, "text", out);
            writer_text(out, "dir", text_dir_name(common_get_dir(said->data, text)));
        }
    }
    writer_end(out);
}

enum err documents_cited(const void *state, const struct json *data, const struct scene *scene,
                         struct writer *out)
{
    struct writing writing = {scene, out};
    struct common_page page;
    writer_array(out, "places");
    enum err error = each(state, data, scene, &page, place_write, &writing);
    writer_end(out);
    if (!error)
        common_page_end(&page, out);
    return error;
}
