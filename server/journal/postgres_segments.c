/* SPDX-License-Identifier: Apache-2.0
 * What is merged is read, and what has come of it written. */
#include "journal/postgres_segments.h"

#include "base/check.h"
#include "base/mem.h"
#include "journal/search_backend.h"
#include "journal/segment_merge.h"

enum { DOCUMENT_WEIGHT = 64 };

int64_t postgres_segments_weight(const struct segment *segment)
{
    int64_t bytes = (int64_t)segment->bytes.len;
    int64_t documents = DOCUMENT_WEIGHT * (int64_t)segment->documents;
    return bytes > documents ? bytes : documents;
}

static void ids_fill(const struct postgres_segments *segments, struct postgres_array *ids)
{
    postgres_array_init(ids, POSTGRES_INT8);
    for (size_t i = 0; i < segments->count; i++)
        postgres_array_int(ids, segments->ids[i]);
}

static void put_send(struct postgres_link *link, int64_t room, const struct segment *segment)
{
    struct postgres_params params = {.count = 0};
    struct postgres_array keys, bodies;
    postgres_array_init(&keys, POSTGRES_BYTEA);
    postgres_array_init(&bodies, POSTGRES_BYTEA);
    for (size_t i = 0; i < segment->blocks; i++) {
        struct segment_block block = segment_block(segment, i);
        postgres_array_text(&keys, block.key);
        postgres_array_text(&bodies, block.body);
    }
    postgres_params_int(&params, room % SEARCH_SHARDS);
    postgres_params_int(&params, room);
    postgres_params_int(&params, postgres_segments_weight(segment));
    postgres_params_int(&params, (int64_t)segment->documents);
    postgres_params_int(&params, segment->low_seq);
    postgres_params_int(&params, segment->high_seq);
    postgres_params_int(&params, segment->low_ms);
    postgres_params_int(&params, segment->high_ms);
    postgres_params_text(&params, buffer_slice(&segment->times));
    postgres_params_array(&params, &keys);
    postgres_params_array(&params, &bodies);
    postgres_link_send(link, POSTGRES_SEGMENTS_PUT, &params);
    postgres_array_done(&keys);
    postgres_array_done(&bodies);
}

static void drop_send(struct postgres_link *link, const struct postgres_segments *segments,
                      bool taken)
{
    struct postgres_params shard = {.count = 0}, params;
    struct postgres_array ids;
    ids_fill(segments, &ids);
    postgres_params_int(&shard, segments->room % SEARCH_SHARDS);
    params = shard;
    params.values[0] = params.numbers[0];
    postgres_params_int(&params, segments->room);
    postgres_params_array(&params, &ids);
    postgres_link_send(link, POSTGRES_SEGMENTS_DROP, &params);
    if (taken)
        postgres_link_send(link, POSTGRES_SEGMENTS_TAKEN, &shard);
    postgres_array_done(&ids);
}

/* It held nothing of what was taken out: an entry without words lies between its documents. */
static void keep_send(struct postgres_link *link, const struct postgres_segments *segments)
{
    struct postgres_params params = {.count = 0};
    struct postgres_array ids;
    ids_fill(segments, &ids);
    postgres_params_array(&params, &ids);
    postgres_link_send(link, POSTGRES_SEGMENTS_KEEP, &params);
    postgres_array_done(&ids);
}

/* What is merged, as it was kept. */
struct loaded {
    struct segment *segments; /* one for each id; owned */
    struct segment_part *parts;
    int64_t *gone; /* seqs of all, those of each together; owned */
};

/* Rows of one segment are together, in the order of their keys. */
static bool blocks_take(struct loaded *loaded, const struct postgres_segments *segments,
                        const PGresult *result)
{
    size_t which = 0;
    for (int row = 0; row < PQntuples(result); row++) {
        int64_t id = postgres_column_int(result, row, 0);
        while (which < segments->count && segments->ids[which] != id)
            which++;
        if (which == segments->count)
            return false;
        segment_add(&loaded->segments[which],
                    (struct segment_block){.key = postgres_column_text(result, row, 1),
                                           .body = postgres_column_text(result, row, 2)});
    }
    return true;
}

static void gone_take(struct loaded *loaded, const struct postgres_segments *segments,
                      const PGresult *result)
{
    size_t rows = (size_t)PQntuples(result);
    loaded->gone = mem_new((rows + 1) * sizeof *loaded->gone);
    for (size_t row = 0; row < rows; row++)
        loaded->gone[row] = postgres_column_int(result, (int)row, 1);
    for (size_t row = 0; row < rows; row++) {
        int64_t id = postgres_column_int(result, (int)row, 0);
        for (size_t i = 0; i < segments->count; i++) {
            struct segment_part *part = &loaded->parts[i];
            if (segments->ids[i] != id)
                continue;
            if (part->gone_count++ == 0)
                part->gone = loaded->gone + row;
        }
    }
}

static enum err load(struct postgres_link *link, const struct postgres_segments *segments,
                     struct loaded *loaded)
{
    struct postgres_params blocks = {.count = 0}, gone = {.count = 0};
    struct postgres_array ids;
    ids_fill(segments, &ids);
    postgres_params_int(&blocks, segments->room % SEARCH_SHARDS);
    postgres_params_array(&blocks, &ids);
    postgres_params_array(&gone, &ids);
    postgres_link_send(link, POSTGRES_SEGMENTS_BLOCKS, &blocks);
    postgres_link_send(link, POSTGRES_SEGMENTS_GONE, &gone);
    enum err error = postgres_link_wait(link);
    postgres_array_done(&ids);
    if (error != ERR_NONE)
        return error;
    gone_take(loaded, segments, link->answers[1]);
    return blocks_take(loaded, segments, link->answers[0]) ? ERR_NONE : ERR_INTERNAL;
}

static enum err merge(struct postgres_link *link, const struct postgres_segments *segments,
                      struct loaded *loaded)
{
    struct segment merged;
    size_t dropped;
    segment_init(&merged);
    bool good = segment_merge(loaded->parts, segments->count + (segments->fresh != NULL), &merged,
                              &dropped);
    if (good && dropped == 0 && segments->count == 1 && !segments->fresh) {
        keep_send(link, segments);
    } else if (good) {
        if (merged.documents > 0)
            put_send(link, segments->room, &merged);
        drop_send(link, segments, dropped > 0);
    }
    segment_done(&merged);
    return good ? ERR_NONE : ERR_INTERNAL;
}

enum err postgres_segments_replace(struct postgres_link *link,
                                   const struct postgres_segments *segments)
{
    size_t count = segments->count;
    if (count == 0) {
        put_send(link, segments->room, segments->fresh);
        return ERR_NONE;
    }
    struct loaded loaded = {.segments = mem_new(count * sizeof *loaded.segments),
                            .parts = mem_new((count + 1) * sizeof *loaded.parts)};
    for (size_t i = 0; i < count; i++) {
        segment_init(&loaded.segments[i]);
        loaded.parts[i].segment = &loaded.segments[i];
    }
    loaded.parts[count].segment = segments->fresh;
    enum err error = load(link, segments, &loaded);
    if (error == ERR_NONE)
        error = merge(link, segments, &loaded);
    for (size_t i = 0; i < count; i++)
        segment_done(&loaded.segments[i]);
    mem_free(loaded.segments);
    mem_free(loaded.parts);
    mem_free(loaded.gone);
    return error;
}
