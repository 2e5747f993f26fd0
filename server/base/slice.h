/* SPDX-License-Identifier: Apache-2.0
 *
 * A slice is bytes and their number: the way text travels through Muster. It never owns what it
 * points at and is not NUL-terminated. An absent text is a slice whose `at` is NULL; an empty one
 * has `len` 0. Passed by value.
 */
#ifndef MUSTER_BASE_SLICE_H
#define MUSTER_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct slice {
    const char *at;
    size_t len;
};

/* A slice of a string literal, usable in constant initialisers. */
#define SLICE(literal) ((struct slice){(literal), sizeof(literal) - 1})

/* A slice of a NUL-terminated string; NULL gives the absent slice. */
static inline struct slice slice_of(const char *text)
{
    return (struct slice){text, text ? strlen(text) : 0};
}

/* The bytes of a seq as a map key. Borrows `*seq`. */
static inline struct slice slice_of_seq(const int64_t *seq)
{
    return (struct slice){(const char *)seq, sizeof *seq};
}

/* True when both hold the same bytes; absent and empty are equal. */
static inline bool slice_equal(struct slice a, struct slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

/* True when `text` holds exactly the NUL-terminated `name`. */
static inline bool slice_is(struct slice text, const char *name)
{
    return slice_equal(text, slice_of(name));
}

/* `text` without the spaces and tabs at its ends (RFC 9110 §5.6.3: OWS). */
static inline struct slice slice_trimmed(struct slice text)
{
    while (text.len > 0 && (text.at[0] == ' ' || text.at[0] == '\t'))
        text = (struct slice){text.at + 1, text.len - 1};
    while (text.len > 0 && (text.at[text.len - 1] == ' ' || text.at[text.len - 1] == '\t'))
        text.len--;
    return text;
}

/* True when `text` begins with `prefix`. */
static inline bool slice_starts(struct slice text, struct slice prefix)
{
    return text.len >= prefix.len &&
           (prefix.len == 0 || memcmp(text.at, prefix.at, prefix.len) == 0);
}

#endif
