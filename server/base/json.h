/* SPDX-License-Identifier: Apache-2.0
 *
 * Reading JSON (RFC 8259), strictly: invalid UTF-8, duplicate keys, trailing bytes, NUL, numbers
 * that are not integers within 2^53, too deep, too many tokens, strings too long are refused. What
 * json_parse returns is safe to walk. A `struct json` is owned by whoever parsed or made it; parts
 * are borrowed from it.
 */
#ifndef MUSTER_BASE_JSON_H
#define MUSTER_BASE_JSON_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/slice.h"

struct json;

/* Parses `text` into *json (owned by the caller). When it is not strict JSON or passes a bound
 * (BOUND_JSON_*) *json is NULL and the error one of base/json_scan.h: nesting counts [] as 1, keys
 * and values are tokens, the bytes of a text are counted without escapes. Fractions and exponents
 * are refused. */
enum err json_parse(struct slice text, struct json **json);
/* The same for an object whose member `data` is anybody's: any JSON value up to BOUND_DATA_DEPTH
 * deep (else ERR_LIMIT_EXCEEDED), which is kept unread. json_as_raw and json_print give it byte for
 * byte, but a space for each carriage return and newline outside its texts. */
enum err json_parse_around(struct slice text, struct json **json);
/* The same for the data of an entry, which is bounded in bytes alone: one may hold many acts, each
 * as deep as a command's data (core/acts.h). */
enum err json_parse_entry(struct slice text, struct json **json);
/* The same for what a command of the protocol asks for: integers go up to 2^64 - 1, and are read by
 * json_get_offset. */
enum err json_parse_params(struct slice text, struct json **json);
/* As json_parse, with fractions and exponents: one claim of a token. */
enum err json_parse_claim(struct slice text, struct json **json);
/* The same without the bounds on tokens and texts, 32 levels deep, with fractions and exponents:
 * for answers of our own to queries, and large views in tests and clients of our own. */
enum err json_parse_large(struct slice text, struct json **json);
/* The same for an object of a few texts, one of which may be a whole message of a client
 * (BOUND_COMMAND_BYTES). */
enum err json_parse_envelope(struct slice text, struct json **json);
/* Frees *json and sets it to NULL. */
void json_free(struct json **json);
/* A copy of its own; NULL of NULL. */
struct json *json_copy(const struct json *json);
/* An empty object. */
struct json *json_object(void);

/* The member `key` of an object, or NULL when absent or `json` is not an object. */
const struct json *json_find(const struct json *json, struct slice key);
static inline const struct json *json_get(const struct json *json, const char *key)
{
    return json_find(json, slice_of(key));
}
/* What a value is. */
bool json_is_object(const struct json *json);
bool json_is_array(const struct json *json);
bool json_is_null(const struct json *json);
bool json_as_text(const struct json *json, struct slice *out);
bool json_as_int(const struct json *json, int64_t *out);
bool json_as_bool(const struct json *json, bool *out);
bool json_as_double(const struct json *json, double *out);
/* The bytes of a value that was kept unread (json_parse_around); false for any other. */
bool json_as_raw(const struct json *json, struct slice *out);

/* Typed members: false when absent or of another type; *out is then untouched. */
static inline bool json_get_text(const struct json *json, const char *key, struct slice *out)
{
    return json_as_text(json_get(json, key), out);
}
static inline bool json_get_int(const struct json *json, const char *key, int64_t *out)
{
    return json_as_int(json_get(json, key), out);
}
static inline bool json_get_bool(const struct json *json, const char *key, bool *out)
{
    return json_as_bool(json_get(json, key), out);
}
/* As json_get_int; what lies beyond 2^53 becomes INT64_MAX, which is beyond any offset too. */
bool json_get_offset(const struct json *json, const char *key, int64_t *out);

/* Number of members or elements; 0 for anything else. */
size_t json_count(const struct json *json);
/* The first member or element, and the one after `item`; NULL at the end. */
const struct json *json_first(const struct json *json);
const struct json *json_next(const struct json *item);
/* The name of a member; absent for elements. */
struct slice json_key(const struct json *item);

/* Writes `json` without white space. */
void json_print(const struct json *json, struct buffer *out);
/* True when both are the same value; the order of members does not matter. */
bool json_equal(const struct json *a, const struct json *b);

#endif
