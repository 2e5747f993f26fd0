/* SPDX-License-Identifier: Apache-2.0
 *
 * Writes JSON straight into a bounded buffer: commas, escapes and nesting are its business. `key`
 * is NULL inside arrays and for the outermost value. An object opened with writer_object_lazy
 * leaves no trace when nothing was written into it: patches are built from these. A member without
 * a key, an element with one, or an end too many is our own mistake and aborts.
 */
#ifndef MUSTER_BASE_WRITER_H
#define MUSTER_BASE_WRITER_H

#include "base/buffer.h"
#include "base/slice.h"

enum { WRITER_DEPTH = 16 };

/* An object or array that is open. */
struct writer_level {
    struct slice key; /* of a lazy object: borrowed until something stands in it, or it ends */
    bool filled;      /* something stands in it already */
    bool array;
};

struct writer {
    struct buffer *out; /* borrowed */
    unsigned depth;     /* open objects and arrays */
    unsigned unwritten; /* of these the innermost: lazy objects of which nothing is in `out` yet */
    struct writer_level levels[WRITER_DEPTH]; /* the first `depth` */
};

/* Starts writing at the end of `out`. */
void writer_init(struct writer *writer, struct buffer *out);

/* Closes what was opened last. Returns false when it was a lazy object and is empty. */
bool writer_end(struct writer *writer);

/* Opens an object; WRITER_DEPTH objects and arrays may be open at once. */
void writer_object_slice(struct writer *writer, struct slice key);
/* Opens an object that is written with the first thing in it, and never if there is none. */
void writer_object_lazy_slice(struct writer *writer, struct slice key);
/* Opens an array. */
void writer_array_slice(struct writer *writer, struct slice key);
/* A string; an absent text is an empty one. */
void writer_text_slice(struct writer *writer, struct slice key, struct slice text);
/* A number. The wire's integers lie within 2^53. */
void writer_int_slice(struct writer *writer, struct slice key, int64_t number);
/* true or false. */
void writer_bool_slice(struct writer *writer, struct slice key, bool value);
/* null: in a patch, the removal of `key`. */
void writer_null_slice(struct writer *writer, struct slice key);
/* `json` must be one whole JSON value; it is copied as it stands. */
void writer_raw_slice(struct writer *writer, struct slice key, struct slice json);

/* The same with a seq in decimal. */
void writer_object_seq(struct writer *writer, int64_t seq);
void writer_int_seq(struct writer *writer, int64_t seq, int64_t number);
void writer_bool_seq(struct writer *writer, int64_t seq, bool value);
void writer_null_seq(struct writer *writer, int64_t seq);

/* Appends `text`, well-formed UTF-8, to `out` as a JSON string with its quotes and escapes. */
void writer_quote(struct buffer *out, struct slice text);

/* The same with a key that is a constant, whose length the compiler knows; NULL is none. */
static inline void writer_object(struct writer *writer, const char *key)
{
    writer_object_slice(writer, slice_of(key));
}
static inline void writer_object_lazy(struct writer *writer, const char *key)
{
    writer_object_lazy_slice(writer, slice_of(key));
}
static inline void writer_array(struct writer *writer, const char *key)
{
    writer_array_slice(writer, slice_of(key));
}
static inline void writer_text(struct writer *writer, const char *key, struct slice text)
{
    writer_text_slice(writer, slice_of(key), text);
}
static inline void writer_int(struct writer *writer, const char *key, int64_t number)
{
    writer_int_slice(writer, slice_of(key), number);
}
static inline void writer_bool(struct writer *writer, const char *key, bool value)
{
    writer_bool_slice(writer, slice_of(key), value);
}
static inline void writer_null(struct writer *writer, const char *key)
{
    writer_null_slice(writer, slice_of(key));
}
static inline void writer_raw(struct writer *writer, const char *key, struct slice json)
{
    writer_raw_slice(writer, slice_of(key), json);
}

#endif
