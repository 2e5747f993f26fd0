/* SPDX-License-Identifier: Apache-2.0
 * All contents stand in one buffer, one after another. */
#include "followers/attached.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "base/mem.h"

enum { FILES_MAX = 1 << 14, KEY_BYTES = 24, ID_BYTES = 64 };

struct attached {
    struct attached_file *list; /* owned */
    size_t count, room;
    struct map *places; /* seq as text -> size_t + 1, owned */
    struct buffer bytes;
};

static const char *ending_of(struct slice type)
{
    static const struct {
        const char *type, *ending;
    } endings[] = {{"jpeg", "jpg"},  {"text", "txt"}, {"png", "png"},   {"webp", "webp"},
                   {"pdf", "pdf"},   {"csv", "csv"},  {"docx", "docx"}, {"xlsx", "xlsx"},
                   {"pptx", "pptx"}, {"odt", "odt"},  {"ods", "ods"},   {"odp", "odp"}};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (slice_is(type, endings[i].type))
            return endings[i].ending;
    return "bin";
}

static struct attached_file *grown(struct attached *attached)
{
    if (attached->count == attached->room) {
        size_t room = attached->room ? 2 * attached->room : 64;
        attached->list = mem_resize(attached->list, attached->room * sizeof *attached->list,
                                    room * sizeof *attached->list);
        attached->room = room;
    }
    return &attached->list[attached->count++];
}

/* A row says where the content is as file.get does: "/api/blobs/" and its id. */
static void row_note(void *context, const struct sheet_row *row)
{
    struct attached *attached = context;
    struct slice url = {NULL, 0}, type = {NULL, 0}, id;
    int64_t bytes = 0;
    char key[KEY_BYTES];
    if (!json_get_text(row->json, "url", &url) || url.len < ID_BYTES || row->value.len == 0 ||
        row->value.len >= sizeof key || attached->count == FILES_MAX)
        return;
    snprintf(key, sizeof key, "%.*s", (int)row->value.len, row->value.at);
    if (map_find(attached->places, slice_of(key)))
        return;
    id = (struct slice){url.at + url.len - ID_BYTES, ID_BYTES};
    (void)json_get_text(row->json, "type", &type);
    (void)json_get_int(row->json, "bytes", &bytes);
    struct attached_file *file = grown(attached);
    *file = (struct attached_file){.seq = strtoll(key, NULL, 10), .bytes = (size_t)bytes};
    memcpy(file->id, id.at, ID_BYTES);
    snprintf(file->name, sizeof file->name, "files/%" PRId64 ".%s", file->seq, ending_of(type));
    size_t *place = mem_new(sizeof *place);
    *place = attached->count - 1;
    map_put(attached->places, slice_of(key), place);
}

struct attached *attached_new(const struct collect *collect, size_t bytes_max)
{
    struct attached *attached = mem_new(sizeof *attached);
    const struct collect_part *part;
    attached->places = map_new(FILES_MAX);
    buffer_init(&attached->bytes, bytes_max);
    for (size_t i = 0; (part = collect_at(collect, i)); i++)
        if (json_get(part->how, "blobs"))
            sheet_rows(part->sheet, row_note, attached);
    return attached;
}

void attached_free(struct attached **attached)
{
    struct attached *old = *attached;
    *attached = NULL;
    if (!old)
        return;
    map_free(&old->places, mem_free);
    buffer_done(&old->bytes);
    mem_free(old->list);
    mem_free(old);
}

size_t attached_count(const struct attached *attached)
{
    return attached->count;
}

const struct attached_file *attached_at(const struct attached *attached, size_t place)
{
    return attached && place < attached->count ? &attached->list[place] : NULL;
}

bool attached_fits(const struct attached *attached, size_t bytes)
{
    return !attached->bytes.full && attached->bytes.len + bytes <= attached->bytes.max;
}

void attached_add(struct attached *attached, size_t place, struct slice content)
{
    struct attached_file *file = &attached->list[place];
    if (!attached_fits(attached, content.len))
        return;
    file->at = attached->bytes.len;
    file->len = content.len;
    file->there = true;
    buffer_add(&attached->bytes, content);
}

struct slice attached_content(const struct attached *attached, size_t place)
{
    const struct attached_file *file = &attached->list[place];
    if (!file->there)
        return (struct slice){NULL, 0};
    return (struct slice){attached->bytes.bytes + file->at, file->len};
}

const char *attached_name(const struct attached *attached, int64_t seq)
{
    char key[KEY_BYTES];
    if (!attached)
        return NULL;
    snprintf(key, sizeof key, "%" PRId64, seq);
    const size_t *place = map_find(attached->places, slice_of(key));
    return place && attached->list[*place].there ? attached->list[*place].name : NULL;
}
