/* SPDX-License-Identifier: Apache-2.0
 * A version proves what a segment says by the key of addresses, so that it tells nobody else what
 * that was. */
#include "net/film.h"

#include <stdio.h>

#include "base/mem.h"
#include "base/pack.h"
#include "base/writer.h"
#include "net/media.h"

enum {
    SAID_BYTES = 4 << 20,
    INDEX_BYTES = 8 << 20,
    PACKED_BYTES = 96 << 20, /* of a segment */
    PROOF_BYTES = 64,
    NAME_BYTES = 48,
};

struct film *film_new(void)
{
    struct film *film = mem_new(sizeof *film);
    buffer_init(&film->said, SAID_BYTES);
    return film;
}

static void file_done(struct film_file *file)
{
    held_unref(&file->gzip);
    held_unref(&file->brotli);
}

static void part_done(struct film_part *part)
{
    for (size_t i = 0; i < part->count; i++) {
        file_done(&part->segments[i].whole);
        file_done(&part->segments[i].on);
    }
    mem_free(part->segments);
}

void film_free(struct film **film)
{
    struct film *old = *film;
    *film = NULL;
    if (!old)
        return;
    for (size_t i = 0; i < old->parts_count; i++)
        part_done(&old->parts[i]);
    mem_free(old->parts);
    file_done(&old->index);
    buffer_done(&old->said);
    mem_free(old);
}

size_t film_add_part(struct film *film, const char *name)
{
    film->parts = mem_resize(film->parts, film->parts_count * sizeof *film->parts,
                             (film->parts_count + 1) * sizeof *film->parts);
    struct film_part *part = &film->parts[film->parts_count];
    *part = (struct film_part){.count = 0};
    snprintf(part->name, sizeof part->name, "%s", name);
    return film->parts_count++;
}

static struct film_segment *segment_add(struct film_part *part)
{
    enum { FIRST = 64 };
    if (part->count == part->capacity) {
        size_t more = part->capacity ? 2 * part->capacity : FIRST;
        part->segments = mem_resize(part->segments, part->capacity * sizeof *part->segments,
                                    more * sizeof *part->segments);
        part->capacity = more;
    }
    part->segments[part->count] = (struct film_segment){.number = 0};
    return &part->segments[part->count++];
}

/* Returns how many bytes both take: no more than they need. */
static size_t pack(struct slice text, struct film_file *out)
{
    struct buffer packed;
    buffer_init(&packed, PACKED_BYTES);
    pack_gzip(text, &packed);
    out->gzip = held_new(buffer_slice(&packed));
    buffer_clear(&packed);
    pack_brotli(text, &packed);
    out->brotli = held_new(buffer_slice(&packed));
    buffer_done(&packed);
    return held_slice(out->gzip).len + held_slice(out->brotli).len;
}

static void write_piece(const struct film_piece *piece, int64_t at_ms, bool view,
                        struct buffer *out)
{
    buffer_addf(out, "{\"at\":%lld,", (long long)at_ms);
    if (view) {
        buffer_add(out, SLICE("\"view\":"));
        buffer_add(out, piece->view);
        buffer_add_byte(out, ',');
    }
    buffer_add(out, SLICE("\"changes\":["));
    buffer_add(out, piece->changes);
    buffer_add(out, SLICE("]}"));
}

void film_add_segment(struct film *film, size_t part, const struct film_piece *piece, int64_t at_ms)
{
    struct film_segment *segment = segment_add(&film->parts[part]);
    struct buffer text;
    buffer_init(&text, PACKED_BYTES);
    segment->number = piece->number;
    write_piece(piece, at_ms, true, &text);
    const struct slice whole = buffer_slice(&text);
    segment->hash = hash_of(&whole, 1);
    film->bytes += sizeof *segment + pack(whole, &segment->whole);
    buffer_clear(&text);
    write_piece(piece, at_ms, false, &text);
    film->bytes += pack(buffer_slice(&text), &segment->on);
    buffer_done(&text);
}

/* Proves what has that hash, where it stands. */
static void version_write(const struct media *media, const char *place, const struct hash *hash,
                          char version[FILM_VERSION_CHARS + 1])
{
    char hex[HASH_HEX + 1], text[HASH_HEX + NAME_BYTES];
    struct buffer proof;
    hash_hex(hash, hex);
    buffer_init(&proof, PROOF_BYTES);
    int len = snprintf(text, sizeof text, "%s %s", place, hex);
    media_prove(media, "film", (struct slice){text, (size_t)len}, &proof);
    snprintf(version, FILM_VERSION_CHARS + 1, "%.*s", FILM_VERSION_CHARS, proof.bytes);
    buffer_done(&proof);
}

static void part_write(struct film_part *part, const struct media *media, struct writer *out)
{
    writer_array(out, part->name);
    for (size_t i = 0; i < part->count; i++) {
        struct film_segment *segment = &part->segments[i];
        version_write(media, part->name, &segment->hash, segment->version);
        writer_array(out, NULL);
        writer_int(out, NULL, segment->number);
        writer_text(out, NULL, slice_of(segment->version));
        writer_int(out, NULL, (int64_t)held_slice(segment->whole.brotli).len);
        writer_int(out, NULL, (int64_t)held_slice(segment->on.brotli).len);
        writer_end(out);
    }
    writer_end(out);
}

static void index_write(struct film *film, const struct media *media, const char *version,
                        struct buffer *out)
{
    struct writer writer;
    struct slice said = buffer_slice(&film->said);
    buffer_clear(out);
    writer_init(&writer, out);
    writer_object(&writer, NULL);
    writer_text(&writer, "version", slice_of(version));
    writer_object(&writer, "parts");
    for (size_t i = 0; i < film->parts_count; i++)
        part_write(&film->parts[i], media, &writer);
    writer_end(&writer);
    writer_end(&writer);
    out->len--; /* the end of the object comes behind what else is said */
    buffer_add_byte(out, ',');
    buffer_add(out, said);
    buffer_add_byte(out, '}');
}

void film_finish(struct film *film, const struct media *media)
{
    struct buffer text;
    buffer_init(&text, INDEX_BYTES);
    index_write(film, media, "", &text);
    const struct slice whole = buffer_slice(&text);
    const struct hash hash = hash_of(&whole, 1);
    version_write(media, "index", &hash, film->version);
    index_write(film, media, film->version, &text);
    film->bytes += sizeof *film + pack(buffer_slice(&text), &film->index) + film->said.len;
    buffer_done(&text);
    buffer_done(&film->said);
}

static const struct film_part *part_of(const struct film *film, struct slice name)
{
    for (size_t i = 0; i < film->parts_count; i++)
        if (slice_is(name, film->parts[i].name))
            return &film->parts[i];
    return NULL;
}

static const struct film_segment *segment_of(const struct film_part *part, int64_t number)
{
    size_t from = 0, to = part->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (part->segments[middle].number < number)
            from = middle + 1;
        else
            to = middle;
    }
    return from < part->count && part->segments[from].number == number ? &part->segments[from]
                                                                       : NULL;
}

const struct film_segment *film_find(const struct film *film, struct slice part, struct slice name,
                                     bool *on)
{
    char text[NAME_BYTES], again[NAME_BYTES + FILM_VERSION_CHARS];
    long long number = -1;
    const struct film_part *found = part_of(film, part);
    if (!found || name.len >= sizeof text)
        return NULL;
    snprintf(text, sizeof text, "%.*s", (int)name.len, name.at);
    if (sscanf(text, "%lld", &number) != 1)
        return NULL;
    const struct film_segment *segment = segment_of(found, number);
    if (!segment)
        return NULL;
    /* Written anew it must be the same: one segment has one address. */
    snprintf(again, sizeof again, "%lld.%s.on", number, segment->version);
    *on = slice_is(name, again);
    again[strlen(again) - strlen(".on")] = '\0';
    return *on || slice_is(name, again) ? segment : NULL;
}
