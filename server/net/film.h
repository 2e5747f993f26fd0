/* SPDX-License-Identifier: Apache-2.0
 *
 * A film that was made (docs/film.md): its index, and its segments, compressed, by their names.
 * Filled by net/film_job.h, on whatever thread; then finished in the loop, and never changed.
 */
#ifndef MUSTER_NET_FILM_H
#define MUSTER_NET_FILM_H

#include "base/hash.h"
#include "base/held.h"
#include "core/film.h"

struct media;

/* The same twice: for whoever takes Brotli, and for everybody else. */
struct film_file {
    struct held *gzip, *brotli;
};

/* What a segment is called, and what it is for. */
enum { FILM_VERSION_CHARS = 10, FILM_PART_BYTES = 32 };

struct film_segment {
    int64_t number;
    struct hash hash;                     /* of it, before it was compressed */
    char version[FILM_VERSION_CHARS + 1]; /* once the film is finished */
    struct film_file whole, on;           /* with the view, and without it */
};

/* The segments of one part, in their order. */
struct film_part {
    char name[FILM_PART_BYTES];
    struct film_segment *segments; /* owned */
    size_t count, capacity;
};

struct film {
    int64_t upto;            /* the last entry that was looked at */
    size_t bytes;            /* of memory, roughly */
    struct film_part *parts; /* owned */
    size_t parts_count;
    struct film_file index; /* JSON; once it is finished */
    char version[FILM_VERSION_CHARS + 1];
    /* What the index says beside: members of an object. */
    struct buffer said;
};

/* Nothing is in it; owned by the caller. */
struct film *film_new(void);
/* Sets *film to NULL; NULL is ignored. */
void film_free(struct film **film);
/* A part of that name, to be filled: its place among the parts. */
size_t film_add_part(struct film *film, const char *name);
/* One more segment of a part, which begins at `at_ms`. */
void film_add_segment(struct film *film, size_t part, const struct film_piece *piece,
                      int64_t at_ms);
/* Gives the segments their versions, and writes the index. */
void film_finish(struct film *film, const struct media *media);

/* The segment called "<number>.<version>", with *on "<number>.<version>.on"; NULL: there is none.
 */
const struct film_segment *film_find(const struct film *film, struct slice part, struct slice name,
                                     bool *on);

#endif
