/* SPDX-License-Identifier: Apache-2.0
 *
 * The strict reader: whether a text is JSON as RFC 8259 writes it and within our limits, and the
 * document that it is. Used by json.c only.
 */
#ifndef MUSTER_BASE_JSON_SCAN_H
#define MUSTER_BASE_JSON_SCAN_H

#include "base/error.h"
#include "base/slice.h"

struct json;

struct json_limits {
    unsigned depth;    /* arrays and objects open at once; at most 64, the scan recurses */
    size_t tokens;     /* values and keys */
    size_t text_bytes; /* one key or string, in UTF-8, without its escapes */
    bool fractions;    /* numbers may have a fraction and an exponent */
    bool around;       /* it is an object whose member `data` is kept unread (json_parse_around) */
    bool uint64;       /* integers up to 2^64 - 1 are let through; a double holds them roughly */
};

/* ERR_NONE, and the document in *json, owned by the caller, when `text` is exactly one JSON value
 * in well-formed UTF-8, white space around it allowed, with no duplicate keys in any object
 * (compared after unescaping), no NUL, no lone surrogate, integers within 2^53 and other numbers
 * finite, within `limits`. Else NULL and why not, the first thing found: ERR_TEXT_INVALID for NUL
 * and lone surrogates, ERR_TEXT_TOO_LONG, ERR_LIMIT_EXCEEDED (too deep, too many tokens),
 * ERR_BAD_REQUEST for the rest. Time O(n log n). */
enum err json_scan(struct slice text, const struct json_limits *limits, struct json **json);

#endif
