/* SPDX-License-Identifier: Apache-2.0
 * Three maps. */
#include "features/unit_brought.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/mem.h"
#include "features/common_get.h"

/* Of each document the file of its current version. */
enum { SEQS_MAX = BOUND_TOPICS + BOUND_ITEMS_FILES + 2 * BOUND_COPY_DOCUMENTS };

void brought_init(struct brought *brought)
{
    brought->topics = map_new(BOUND_TOPICS);
    brought->seqs = map_new(SEQS_MAX);
    brought->webinars = map_new(BOUND_COURSE_WEBINARS);
}

void brought_done(struct brought *brought)
{
    map_free(&brought->topics, mem_free);
    map_free(&brought->seqs, mem_free);
    map_free(&brought->webinars, mem_free);
    mem_free(brought->there);
    mem_free(brought->here);
}

static void put(struct map *map, int64_t key, int64_t value)
{
    int64_t *known = map_find(map, slice_of_seq(&key));
    if (!known && map_full(map))
        return;
    if (!known) {
        known = mem_new(sizeof *known);
        map_put(map, slice_of_seq(&key), known);
    }
    *known = value;
}

void brought_topic(struct brought *brought, int64_t seq, bool there)
{
    if (there)
        put(brought->topics, seq, seq);
    else
        mem_free(map_take(brought->topics, slice_of_seq(&seq)));
}

bool brought_has_topic(const struct brought *brought, int64_t seq)
{
    return map_find(brought->topics, slice_of_seq(&seq)) != NULL;
}

void brought_put(struct brought *brought, int64_t there, int64_t here)
{
    put(brought->seqs, there, here);
}

int64_t brought_find(const struct brought *brought, int64_t there)
{
    const int64_t *known = map_find(brought->seqs, slice_of_seq(&there));
    return known ? *known : 0;
}

void brought_meet(struct brought *brought, struct slice there, struct slice here)
{
    mem_free(map_take(brought->webinars, there));
    if (!map_full(brought->webinars))
        map_put(brought->webinars, there, mem_text(here));
}

struct slice brought_met(const struct brought *brought, struct slice there)
{
    const char *here = map_find(brought->webinars, there);
    return here ? slice_of(here) : (struct slice){NULL, 0};
}

/* ---- documents ---------------------------------------------------------------------------------
 */

static char *id_of(struct slice room)
{
    struct slice kind = entry_room_kind(room);
    return mem_text((struct slice){room.at + kind.len + 1, room.len - kind.len - 1});
}

void brought_document(struct brought *brought, const struct entry *entry, struct slice here)
{
    if (!common_has(entry->data, "from"))
        return;
    brought_put(brought, common_get_int(entry->data, "from"), entry->seq);
    if (brought->there)
        return;
    brought->there = id_of(common_get_text(entry->data, "of"));
    brought->here = id_of(here);
}

/* The number of the document here whose address there begins at `at`, behind "/course/"; *end is
 * behind the address. 0: it is another address, or did not come along. */
static int64_t document_at(const struct brought *brought, const char *at, char **end)
{
    static const struct slice word = {"/document/", 10};
    size_t id = strlen(brought->there);
    if (strncmp(at, brought->there, id) != 0 || strncmp(at + id, word.at, word.len) != 0)
        return 0;
    at += id + word.len;
    return *at < '1' || *at > '9' ? 0 : brought_find(brought, strtoll(at, end, 10));
}

void brought_readdress(const struct brought *brought, char **text)
{
    static const struct slice word = {"/course/", 8};
    struct buffer out;
    const char *at = *text;
    if (!brought->there || !strstr(at, word.at))
        return;
    /* The shortest address is a quarter of the longest. */
    buffer_init(&out, 6 * strlen(at) + 1);
    for (const char *found; (found = strstr(at, word.at)) != NULL;) {
        char *end = NULL;
        found += word.len;
        int64_t here = document_at(brought, found, &end);
        buffer_add(&out, (struct slice){at, (size_t)(found - at)});
        at = found;
        if (here) {
            buffer_addf(&out, "%s/document/%" PRId64, brought->here, here);
            at = end;
        }
    }
    buffer_add(&out, slice_of(at));
    mem_free(*text);
    *text = mem_text(buffer_slice(&out));
    buffer_done(&out);
}
