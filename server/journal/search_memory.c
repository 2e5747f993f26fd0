/* SPDX-License-Identifier: Apache-2.0
 * The reference: documents in a map for each room, and every one is looked at. */
#include "base/check.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/unused.h"
#include "journal/search_backend.h"

enum { ROOMS_MAX = 1 << 17, DOCUMENTS_MAX = 1 << 22 };

/* Texts are one after another in `bytes`: part, stamp, words. */
struct document {
    int64_t at_ms, seq;
    struct slice part, stamp, words;
    char bytes[];
};

struct room {
    struct map *documents; /* seq to document, owned */
    int64_t upto;
};

struct memory {
    struct search search; /* first */
    struct map *rooms;    /* name to room, owned */
};

static struct room *room_find(struct search *search, struct slice name)
{
    return map_find(((struct memory *)search)->rooms, name);
}

static enum err upto(struct search *search, struct slice name, int64_t *number)
{
    const struct room *room = room_find(search, name);
    *number = room ? room->upto : 0;
    return ERR_NONE;
}

static struct slice part_copy(char **at, struct slice text)
{
    if (text.len > 0)
        memcpy(*at, text.at, text.len);
    struct slice copy = {*at, text.len};
    *at += text.len;
    return copy;
}

static void document_put(struct room *room, const struct search_document *document)
{
    struct slice key = slice_of_seq(&document->seq);
    if (document->text.len == 0) {
        mem_free(map_take(room->documents, key));
        return;
    }
    struct document *kept =
        mem_new(sizeof *kept + document->part.len + document->stamp.len + document->text.len);
    char *at = kept->bytes;
    kept->at_ms = document->at_ms;
    kept->seq = document->seq;
    kept->part = part_copy(&at, document->part);
    kept->stamp = part_copy(&at, document->stamp);
    kept->words = part_copy(&at, document->text);
    mem_free(map_put(room->documents, key, kept));
}

static enum err index_group(struct search *search, const struct search_group *group)
{
    struct memory *memory = (struct memory *)search;
    struct room *room = room_find(search, group->room);
    if ((room ? room->upto : 0) != group->from)
        return ERR_ALREADY_EXISTS;
    if (!room) {
        room = mem_new(sizeof *room);
        room->documents = map_new(DOCUMENTS_MAX);
        map_put(memory->rooms, group->room, room);
    }
    for (size_t i = 0; i < group->count; i++)
        document_put(room, &group->documents[i]);
    room->upto = group->upto;
    return ERR_NONE;
}

static bool term_is_in(const struct search_term *term, struct slice words)
{
    for (struct slice word; search_words_next(&words, &word);)
        if (search_term_matches(term, word))
            return true;
    return false;
}

static bool is_found(const struct document *document, const struct search_terms *terms)
{
    for (size_t i = 0; i < terms->count; i++)
        if (!term_is_in(&terms->list[i], document->words))
            return false;
    return true;
}

static enum err ask(struct search *search, const struct search_asked *asked,
                    struct search_page *page)
{
    for (size_t i = 0; i < asked->rooms_count; i++) {
        const struct room *room = room_find(search, asked->rooms[i]);
        struct map_at at = {.next = 0};
        while (room && map_next(room->documents, &at)) {
            const struct document *document = at.value;
            const struct search_found found = {.at_ms = document->at_ms,
                                               .seq = document->seq,
                                               .room = asked->rooms[i],
                                               .part = document->part,
                                               .stamp = document->stamp};
            if (is_found(document, asked->terms))
                search_page_offer(page, asked, &found);
        }
    }
    return ERR_NONE;
}

static enum err forget(struct search *search, struct slice name, const int64_t *seqs, size_t count)
{
    struct room *room = room_find(search, name);
    for (size_t i = 0; room && i < count; i++)
        mem_free(map_take(room->documents, slice_of_seq(&seqs[i])));
    return ERR_NONE;
}

static enum err clean(struct search *search, bool *left)
{
    UNUSED(search);
    *left = false;
    return ERR_NONE;
}

static void room_free(void *value)
{
    struct room *room = value;
    map_free(&room->documents, mem_free);
    mem_free(room);
}

static enum err empty(struct search *search)
{
    struct memory *memory = (struct memory *)search;
    map_free(&memory->rooms, room_free);
    memory->rooms = map_new(ROOMS_MAX);
    return ERR_NONE;
}

static void finish(struct search *search)
{
    struct memory *memory = (struct memory *)search;
    map_free(&memory->rooms, room_free);
    mem_free(memory);
}

static const struct search_ops memory_ops = {
    .name = "memory",
    .upto = upto,
    .index = index_group,
    .ask = ask,
    .forget = forget,
    .clean = clean,
    .empty = empty,
    .close = finish,
};

struct search *search_memory_open(void)
{
    struct memory *memory = mem_new(sizeof *memory);
    memory->search.ops = &memory_ops;
    memory->rooms = map_new(ROOMS_MAX);
    return &memory->search;
}
