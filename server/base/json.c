/* SPDX-License-Identifier: Apache-2.0
 * The fence around cJSON: a struct json is a cJSON under another name. */
#include "base/json.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/bounds.h"
#include "base/json_pieces.h"
#include "base/json_raw.h"
#include "base/json_scan.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/writer.h"

/* 2^53: every integer up to here is exact in a double. */
static const double integer_max = 9007199254740992.0;

static const cJSON *node(const struct json *json)
{
    return (const cJSON *)json;
}

static cJSON *node_mutable(struct json *json)
{
    return (cJSON *)json;
}

void json_in_pieces(void)
{
    cJSON_InitHooks(&(cJSON_Hooks){.malloc_fn = json_piece_new, .free_fn = json_piece_free});
}

static enum err parse(struct slice text, const struct json_limits *limits, struct json **json)
{
    *json = NULL;
    enum err error = json_scan(text, limits);
    if (error)
        return error;
    json_pieces_open();
    *json = (struct json *)cJSON_ParseWithLengthOpts(text.at, text.len, NULL, false);
    json_pieces_close();
    /* cJSON accepts whatever the scan accepts, unless memory ends. */
    return *json ? ERR_NONE : ERR_INTERNAL;
}

static const struct json_limits ordinary = {
    .depth = BOUND_JSON_DEPTH,
    .tokens = BOUND_JSON_TOKENS,
    .text_bytes = BOUND_JSON_TEXT_BYTES,
};

enum err json_parse(struct slice text, struct json **json)
{
    return parse(text, &ordinary, json);
}

/* Adds `raw` as the member `data`. A carriage return or newline, which JSON has between tokens
 * alone, becomes a space: a message is one line, and an event stream ends lines at both. */
static void add_data(struct json *object, struct slice raw)
{
    cJSON *item = cJSON_CreateNull();
    char *text = cJSON_malloc(raw.len + 1);
    if (!item || !text)
        mem_exhausted(raw.len);
    for (size_t i = 0; i < raw.len; i++)
        text[i] = raw.at[i] == '\r' || raw.at[i] == '\n' ? ' ' : raw.at[i];
    text[raw.len] = '\0';
    item->type = cJSON_Raw;
    item->valuestring = text;
    if (!cJSON_AddItemToObjectCS(node_mutable(object), "data", item))
        mem_exhausted(0);
}

/* Divides the object `text`: its member `data` goes to `data`, the others, as an object again, to
 * `own`. */
static enum err divide(struct slice text, struct buffer *own, struct slice *data)
{
    enum json_step step;
    struct json_member member;
    struct json_walk walk = json_walk_start(text);
    *data = (struct slice){NULL, 0};
    (void)buffer_reserve(own, own->max);
    buffer_add_byte(own, '{');
    while ((step = json_walk_next(&walk, &member)) == JSON_STEP_MEMBER) {
        const char *start = member.key.at - 1, *end = member.value.at + member.value.len;
        bool is_data = json_raw_key_is(member.key, "data");
        if (is_data && (data->at || !text_is_utf8(member.value)))
            return ERR_BAD_REQUEST;
        if (is_data && member.depth > BOUND_DATA_DEPTH)
            return ERR_LIMIT_EXCEEDED;
        if (is_data) {
            *data = member.value;
            continue;
        }
        if (own->len > 1)
            buffer_add_byte(own, ',');
        buffer_add(own, (struct slice){start, (size_t)(end - start)});
    }
    buffer_add_byte(own, '}');
    return step == JSON_STEP_END ? ERR_NONE : ERR_BAD_REQUEST;
}

/* Whether `text` may have a member `data`: its name as mostly written, or an escape, which may hide
 * it. */
static bool may_have_data(struct slice text)
{
    return text.len == 0 || memmem(text.at, text.len, "\"data\"", 6) ||
           memchr(text.at, '\\', text.len);
}

static enum err parse_around(struct slice text, const struct json_limits *limits,
                             struct json **json)
{
    struct buffer own;
    struct slice data;
    if (!may_have_data(text)) {
        enum err error = parse(text, limits, json);
        if (!error && !json_is_object(*json)) {
            json_free(json);
            error = ERR_BAD_REQUEST;
        }
        return error;
    }
    *json = NULL;
    buffer_init(&own, text.len + 2);
    enum err error = divide(text, &own, &data);
    if (!error)
        error = parse(buffer_slice(&own), limits, json);
    if (!error && data.at)
        add_data(*json, data);
    buffer_done(&own);
    return error;
}

enum err json_parse_around(struct slice text, struct json **json)
{
    return parse_around(text, &ordinary, json);
}

enum err json_parse_entry(struct slice text, struct json **json)
{
    enum { ACTS_DEPTH = 4 };
    struct json_limits limits = ordinary;
    limits.depth += ACTS_DEPTH;
    limits.tokens = SIZE_MAX;
    return parse_around(text, &limits, json);
}

enum err json_parse_params(struct slice text, struct json **json)
{
    struct json_limits limits = ordinary;
    limits.uint64 = true;
    return parse_around(text, &limits, json);
}

enum err json_parse_large(struct slice text, struct json **json)
{
    static const struct json_limits limits = {
        .depth = 32, .tokens = SIZE_MAX, .text_bytes = SIZE_MAX, .fractions = true};
    return parse(text, &limits, json);
}

enum err json_parse_claim(struct slice text, struct json **json)
{
    struct json_limits limits = ordinary;
    limits.fractions = true;
    return parse(text, &limits, json);
}

enum err json_parse_envelope(struct slice text, struct json **json)
{
    static const struct json_limits limits = {
        .depth = 1, .tokens = 16, .text_bytes = BOUND_COMMAND_BYTES};
    return parse(text, &limits, json);
}

void json_free(struct json **json)
{
    cJSON_Delete(node_mutable(*json));
    *json = NULL;
}

struct json *json_copy(const struct json *json)
{
    cJSON *copy = cJSON_Duplicate(node(json), true);
    if (json && !copy)
        mem_exhausted(0);
    return (struct json *)copy;
}

struct json *json_object(void)
{
    cJSON *object = cJSON_CreateObject();
    if (!object)
        mem_exhausted(sizeof *object);
    return (struct json *)object;
}

const struct json *json_get(const struct json *json, const char *key)
{
    if (!json_is_object(json))
        return NULL;
    return (const struct json *)cJSON_GetObjectItemCaseSensitive(node(json), key);
}

bool json_get_text(const struct json *json, const char *key, struct slice *out)
{
    return json_as_text(json_get(json, key), out);
}

bool json_get_int(const struct json *json, const char *key, int64_t *out)
{
    return json_as_int(json_get(json, key), out);
}

bool json_get_bool(const struct json *json, const char *key, bool *out)
{
    const cJSON *item = node(json_get(json, key));
    if (!cJSON_IsBool(item))
        return false;
    *out = cJSON_IsTrue(item);
    return true;
}

bool json_is_object(const struct json *json)
{
    return cJSON_IsObject(node(json));
}

bool json_is_array(const struct json *json)
{
    return cJSON_IsArray(node(json));
}

bool json_is_null(const struct json *json)
{
    return cJSON_IsNull(node(json));
}

bool json_as_text(const struct json *json, struct slice *out)
{
    if (!cJSON_IsString(node(json)))
        return false;
    *out = slice_of(node(json)->valuestring);
    return true;
}

bool json_as_int(const struct json *json, int64_t *out)
{
    if (!cJSON_IsNumber(node(json)))
        return false;
    double number = node(json)->valuedouble;
    if (number < -integer_max || number > integer_max || (double)(int64_t)number != number)
        return false;
    *out = (int64_t)number;
    return true;
}

bool json_get_offset(const struct json *json, const char *key, int64_t *out)
{
    const cJSON *item = node(json_get(json, key));
    if (cJSON_IsNumber(item) && item->valuedouble > integer_max) {
        *out = INT64_MAX;
        return true;
    }
    return json_get_int(json, key, out);
}

bool json_as_double(const struct json *json, double *out)
{
    if (!cJSON_IsNumber(node(json)))
        return false;
    *out = node(json)->valuedouble;
    return true;
}

bool json_as_raw(const struct json *json, struct slice *out)
{
    if (!cJSON_IsRaw(node(json)))
        return false;
    *out = slice_of(node(json)->valuestring);
    return true;
}

size_t json_count(const struct json *json)
{
    size_t count = 0;
    for (const struct json *item = json_first(json); item; item = json_next(item))
        count++;
    return count;
}

const struct json *json_first(const struct json *json)
{
    return json ? (const struct json *)node(json)->child : NULL;
}

const struct json *json_next(const struct json *item)
{
    return (const struct json *)node(item)->next;
}

struct slice json_key(const struct json *item)
{
    return slice_of(node(item)->string);
}

static void print_number(const struct json *json, struct buffer *out)
{
    int64_t integer;
    if (json_as_int(json, &integer)) {
        buffer_add_int(out, integer);
        return;
    }
    double number = node(json)->valuedouble;
    char digits[32];
    /* 15 digits when they are enough to come back to the same double, else all 17. */
    snprintf(digits, sizeof digits, "%.15g", number);
    if (strtod(digits, NULL) != number)
        snprintf(digits, sizeof digits, "%.17g", number);
    buffer_add(out, slice_of(digits));
    /* Beyond 2^53 and without a fraction it would be refused as an integer. */
    if (!strpbrk(digits, ".e"))
        buffer_add(out, SLICE(".0"));
}

static void print_items(const struct json *json, struct buffer *out)
{
    bool object = json_is_object(json);
    buffer_add_byte(out, object ? '{' : '[');
    for (const struct json *item = json_first(json); item; item = json_next(item)) {
        if (item != json_first(json))
            buffer_add_byte(out, ',');
        if (object) {
            writer_quote(out, json_key(item));
            buffer_add_byte(out, ':');
        }
        json_print(item, out);
    }
    buffer_add_byte(out, object ? '}' : ']');
}

void json_print(const struct json *json, struct buffer *out)
{
    struct slice text;
    if (json_is_object(json) || json_is_array(json))
        print_items(json, out);
    else if (json_as_text(json, &text))
        writer_quote(out, text);
    else if (json_as_raw(json, &text))
        buffer_add(out, text);
    else if (cJSON_IsNumber(node(json)))
        print_number(json, out);
    else if (cJSON_IsBool(node(json)))
        buffer_add(out, cJSON_IsTrue(node(json)) ? SLICE("true") : SLICE("false"));
    else
        buffer_add(out, SLICE("null"));
}

/* Through a map: comparing every member with every other would take too long for a roster. */
static bool objects_equal(const struct json *a, const struct json *b, size_t count)
{
    bool equal = true;
    struct map *members = map_new(count);
    for (const struct json *item = json_first(a); item; item = json_next(item))
        map_put(members, json_key(item), (void *)(uintptr_t)item);
    for (const struct json *item = json_first(b); item && equal; item = json_next(item)) {
        const struct json *other = map_find(members, json_key(item));
        equal = other && json_equal(other, item);
    }
    map_free(&members, NULL);
    return equal;
}

static bool arrays_equal(const struct json *a, const struct json *b)
{
    const struct json *b_item = json_first(b);
    for (const struct json *item = json_first(a); item; item = json_next(item)) {
        if (!json_equal(item, b_item))
            return false;
        b_item = json_next(b_item);
    }
    return true;
}

bool json_equal(const struct json *a, const struct json *b)
{
    if (!a || !b)
        return a == b;
    if ((node(a)->type & 0xff) != (node(b)->type & 0xff))
        return false;
    if (cJSON_IsString(node(a)) || cJSON_IsRaw(node(a)))
        return strcmp(node(a)->valuestring, node(b)->valuestring) == 0;
    if (cJSON_IsNumber(node(a)))
        return !(node(a)->valuedouble < node(b)->valuedouble) &&
               !(node(a)->valuedouble > node(b)->valuedouble);
    size_t count = json_count(a);
    if (count != json_count(b))
        return false;
    return json_is_object(a) ? objects_equal(a, b, count) : arrays_equal(a, b);
}
