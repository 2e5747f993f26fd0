/* SPDX-License-Identifier: Apache-2.0
 * Three maps. */
#include "features/unit_brought.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/mem.h"
#include "base/text.h"
#include "features/common_get.h"

/* Of each document the file of its current version. */
enum { SEQS_MAX = BOUND_UNITS + BOUND_TOPICS + BOUND_ITEMS_FILES + 2 * BOUND_COPY_DOCUMENTS };

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

void brought_begin(struct brought *brought, struct slice there, struct slice here)
{
    if (brought->there || !slice_starts(there, SLICE("course:")))
        return;
    brought->there = mem_text(entry_room_id(there));
    brought->here = mem_text(entry_room_id(here));
}

void brought_document(struct brought *brought, const struct entry *entry, struct slice here)
{
    if (!common_has(entry->data, "from"))
        return;
    brought_put(brought, common_get_int(entry->data, "from"), entry->seq);
    brought_begin(brought, common_get_text(entry->data, "of"), here);
}

/* ---- addresses ---------------------------------------------------------------------------------
 */

/* A thing as an address names it behind that of its course, by its seq; and where things of its
 * kind are, for one that did not come along. Threads never do. */
static const struct {
    struct slice word;
    const char *page;
    bool comes;
} things[] = {
    {{"/document/", 10}, "/library", true},
    {{"/unit/", 6}, "", true},
    {{"/forum/", 7}, "/forum", true},
    {{"/thread/", 8}, "/forum", false},
};

/* Whether an id would go on there; the full stop of a sentence is none of it. */
static bool goes_on(const char *at)
{
    if (*at == '.')
        at++;
    return *at && text_is_id((struct slice){at, 1});
}

/* What the address names behind the course, as it is here. Returns what is behind it: what stands
 * within the thing there, a post or an item, is none here. */
static const char *thing_write(const struct brought *brought, const char *at, struct buffer *out)
{
    size_t i = 0;
    while (i < sizeof things / sizeof things[0] &&
           strncmp(at, things[i].word.at, things[i].word.len) != 0)
        i++;
    if (i == sizeof things / sizeof things[0])
        return at;
    char *end = NULL;
    const char *number = at + things[i].word.len;
    int64_t there = *number < '1' || *number > '9' ? 0 : strtoll(number, &end, 10);
    if (!there)
        return at;
    int64_t here = things[i].comes ? brought_find(brought, there) : 0;
    if (here)
        buffer_addf(out, "%s%" PRId64, things[i].word.at, here);
    else
        buffer_add(out, slice_of(things[i].page));
    while (*end == '#' || (*end == '/' && goes_on(end + 1)) || goes_on(end))
        end++;
    return end;
}

void brought_readdress(const struct brought *brought, char **text)
{
    static const struct slice word = {"/course/", 8};
    struct buffer out;
    const char *at = *text;
    if (!brought->there || !strstr(at, word.at))
        return;
    size_t id = strlen(brought->there), most = strlen(brought->here) + 32;
    /* Each address is no shorter than the word. */
    buffer_init(&out, strlen(at) + (strlen(at) / word.len + 1) * most);
    for (const char *found; (found = strstr(at, word.at)) != NULL;) {
        found += word.len;
        buffer_add(&out, (struct slice){at, (size_t)(found - at)});
        at = found;
        if (strncmp(at, brought->there, id) != 0 || goes_on(at + id))
            continue;
        buffer_add(&out, slice_of(brought->here));
        at = thing_write(brought, at + id, &out);
    }
    buffer_add(&out, slice_of(at));
    mem_free(*text);
    *text = mem_text(buffer_slice(&out));
    buffer_done(&out);
}
