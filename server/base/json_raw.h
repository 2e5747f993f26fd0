/* SPDX-License-Identifier: Apache-2.0
 *
 * Walking JSON (RFC 8259) without reading it: strict about its structure, indifferent to what it
 * says. Values stay the bytes they are: any depth and length, fractions, exponents, integers of any
 * size, duplicate keys, lone surrogates and NUL as escapes. This is how a command is found whose
 * content cannot be taken, and how data of others is passed on untouched. UTF-8 is not checked:
 * text_is_utf8. Never recurses, allocates nothing, linear.
 */
#ifndef MUSTER_BASE_JSON_RAW_H
#define MUSTER_BASE_JSON_RAW_H

#include <stdbool.h>

#include "base/slice.h"

/* A walk over the members of one object. Members are found in their order, duplicates too. */
struct json_walk {
    const char *at, *end; /* private */
    bool inside;          /* private: a member has been found */
};

struct json_member {
    struct slice key;   /* between its quotes, with the escapes it has: json_raw_key_is */
    struct slice value; /* one whole value, without white space around it */
    size_t depth;       /* of the value: 0 for what is neither an array nor an object */
};

enum json_step {
    JSON_STEP_MEMBER,
    JSON_STEP_END, /* and the text has been one whole object */
    JSON_STEP_BAD  /* it is no JSON object, from here on at the latest */
};

/* A walk over `text`, which is borrowed. */
struct json_walk json_walk_start(struct slice text);
/* The next member. What it says holds for what has been walked: only JSON_STEP_END vouches for the
 * whole. */
enum json_step json_walk_next(struct json_walk *walk, struct json_member *member);

/* The value at the start of `text`: false when there is none; *member has no key. */
bool json_raw_value(struct slice text, struct json_member *member);

/* For json_raw_key_is: the same, of any key. */
bool json_raw_key_reads(struct slice key, const char *name);
/* Whether a key, escaped or not, is `name`, which is ASCII. Most are told apart by their first
 * byte. */
static inline bool json_raw_key_is(struct slice key, const char *name)
{
    bool may = key.len == 0 || key.at[0] == name[0] || key.at[0] == '\\';
    return may && json_raw_key_reads(key, name);
}

#endif
