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
    bool plain;       /* that key needs no escape */
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

/* What follows writer_member: opens an object or array; one whole JSON value. */
void writer_open(struct writer *writer, bool array);
void writer_json(struct writer *writer, struct slice json);
/* writer_object_lazy_slice; `plain`: the key needs no escape. */
void writer_open_lazy(struct writer *writer, struct slice key, bool plain);
/* Everything in front of a value whose key needs no escape; absent: it has none. What follows must
 * be that value. */
void writer_member_plain(struct writer *writer, struct slice key);
/* The same with any key. */
void writer_member_slice(struct writer *writer, struct slice key);

/* A function that is not inlined knows no constant. */
#define WRITER_INLINE static inline __attribute__((always_inline))

/* The same as above with a key that is mostly a constant, which holds nothing that needs an escape
 * and is not looked through for it: the compiler knows its length. NULL is none. */
WRITER_INLINE void writer_member(struct writer *writer, const char *key)
{
    struct slice slice = slice_of(key);
    if (__builtin_constant_p(slice.len))
        writer_member_plain(writer, slice);
    else
        writer_member_slice(writer, slice);
}
WRITER_INLINE void writer_object(struct writer *writer, const char *key)
{
    writer_member(writer, key);
    writer_open(writer, false);
}
WRITER_INLINE void writer_object_lazy(struct writer *writer, const char *key)
{
    struct slice slice = slice_of(key);
    writer_open_lazy(writer, slice, __builtin_constant_p(slice.len));
}
WRITER_INLINE void writer_array(struct writer *writer, const char *key)
{
    writer_member(writer, key);
    writer_open(writer, true);
}
WRITER_INLINE void writer_text(struct writer *writer, const char *key, struct slice text)
{
    writer_member(writer, key);
    writer_quote(writer->out, text);
}
WRITER_INLINE void writer_int(struct writer *writer, const char *key, int64_t number)
{
    writer_member(writer, key);
    buffer_add_int(writer->out, number);
}
WRITER_INLINE void writer_bool(struct writer *writer, const char *key, bool value)
{
    writer_member(writer, key);
    buffer_add(writer->out, value ? SLICE("true") : SLICE("false"));
}
WRITER_INLINE void writer_null(struct writer *writer, const char *key)
{
    writer_member(writer, key);
    buffer_add(writer->out, SLICE("null"));
}
WRITER_INLINE void writer_raw(struct writer *writer, const char *key, struct slice json)
{
    writer_member(writer, key);
    writer_json(writer, json);
}

#endif
