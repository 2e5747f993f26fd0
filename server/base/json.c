/* SPDX-License-Identifier: Apache-2.0
 * Reading documents, and writing them out again. */
#include "base/json.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/bounds.h"
#include "base/json_node.h"
#include "base/json_scan.h"
#include "base/map.h"
#include "base/writer.h"

/* 2^53: every integer up to here is exact in a double. */
static const double integer_max = 9007199254740992.0;

static const struct json_limits ordinary = {
    .depth = BOUND_JSON_DEPTH,
    .tokens = BOUND_JSON_TOKENS,
    .text_bytes = BOUND_JSON_TEXT_BYTES,
};

enum err json_parse(struct slice text, struct json **json)
{
    return json_scan(text, &ordinary, json);
}

enum err json_parse_around(struct slice text, struct json **json)
{
    struct json_limits limits = ordinary;
    limits.around = true;
    return json_scan(text, &limits, json);
}

enum err json_parse_entry(struct slice text, struct json **json)
{
    enum { ACTS_DEPTH = 4 };
    struct json_limits limits = ordinary;
    limits.depth += ACTS_DEPTH;
    limits.tokens = SIZE_MAX;
    limits.around = true;
    return json_scan(text, &limits, json);
}

enum err json_parse_params(struct slice text, struct json **json)
{
    struct json_limits limits = ordinary;
    limits.uint64 = true;
    limits.around = true;
    return json_scan(text, &limits, json);
}

enum err json_parse_large(struct slice text, struct json **json)
{
    static const struct json_limits limits = {
        .depth = 32, .tokens = SIZE_MAX, .text_bytes = SIZE_MAX, .fractions = true};
    return json_scan(text, &limits, json);
}

enum err json_parse_claim(struct slice text, struct json **json)
{
    struct json_limits limits = ordinary;
    limits.fractions = true;
    return json_scan(text, &limits, json);
}

enum err json_parse_envelope(struct slice text, struct json **json)
{
    static const struct json_limits limits = {
        .depth = 1, .tokens = 16, .text_bytes = BOUND_COMMAND_BYTES};
    return json_scan(text, &limits, json);
}

void json_free(struct json **json)
{
    json_node_free(*json);
    *json = NULL;
}

static bool is_type(const struct json *json, enum json_type type)
{
    return json && json->value.type == type;
}

static struct slice text_copy(struct slice text)
{
    char *copy = json_node_text_new(text.len);
    memcpy(copy, text.at, text.len);
    return (struct slice){copy, text.len};
}

struct json *json_copy(const struct json *json)
{
    if (!json)
        return NULL;
    struct json *copy = json_node_new(json->key_bytes);
    memcpy(copy->key, json->key, json->key_bytes);
    copy->named = json->named;
    copy->value.type = json->value.type;
    if (is_type(json, JSON_TEXT) || is_type(json, JSON_RAW))
        copy->value.of.text = text_copy(json->value.of.text);
    else if (is_type(json, JSON_NUMBER))
        copy->value.of.number = json->value.of.number;
    for (const struct json *item = json_first(json); item; item = json_next(item))
        json_node_add(copy, json_copy(item));
    return copy;
}

struct json *json_object(void)
{
    struct json *object = json_node_new(0);
    object->value.type = JSON_OBJECT;
    return object;
}

const struct json *json_find(const struct json *json, struct slice key)
{
    const struct json *item = is_type(json, JSON_OBJECT) ? json_first(json) : NULL;
    while (item && !slice_equal((struct slice){item->key, item->key_bytes}, key))
        item = item->next;
    return item;
}

static bool is_bool(const struct json *json)
{
    return is_type(json, JSON_TRUE) || is_type(json, JSON_FALSE);
}

bool json_as_bool(const struct json *json, bool *out)
{
    if (!is_bool(json))
        return false;
    *out = json->value.type == JSON_TRUE;
    return true;
}

bool json_is_object(const struct json *json)
{
    return is_type(json, JSON_OBJECT);
}

bool json_is_array(const struct json *json)
{
    return is_type(json, JSON_ARRAY);
}

bool json_is_null(const struct json *json)
{
    return is_type(json, JSON_NULL);
}

bool json_as_text(const struct json *json, struct slice *out)
{
    if (!is_type(json, JSON_TEXT))
        return false;
    *out = json->value.of.text;
    return true;
}

bool json_as_int(const struct json *json, int64_t *out)
{
    if (!is_type(json, JSON_NUMBER))
        return false;
    double number = json->value.of.number;
    if (number < -integer_max || number > integer_max || (double)(int64_t)number != number)
        return false;
    *out = (int64_t)number;
    return true;
}

bool json_get_offset(const struct json *json, const char *key, int64_t *out)
{
    const struct json *item = json_get(json, key);
    if (is_type(item, JSON_NUMBER) && item->value.of.number > integer_max) {
        *out = INT64_MAX;
        return true;
    }
    return json_as_int(item, out);
}

bool json_as_double(const struct json *json, double *out)
{
    if (!is_type(json, JSON_NUMBER))
        return false;
    *out = json->value.of.number;
    return true;
}

bool json_as_raw(const struct json *json, struct slice *out)
{
    if (!is_type(json, JSON_RAW))
        return false;
    *out = json->value.of.text;
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
    return json && json->value.type >= JSON_ARRAY ? json->value.of.items.first : NULL;
}

const struct json *json_next(const struct json *item)
{
    return item->next;
}

struct slice json_key(const struct json *item)
{
    return item->named ? (struct slice){item->key, item->key_bytes} : (struct slice){NULL, 0};
}

static void print_number(const struct json *json, struct buffer *out)
{
    int64_t integer;
    if (json_as_int(json, &integer)) {
        buffer_add_int(out, integer);
        return;
    }
    double number = json->value.of.number;
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
    else if (is_type(json, JSON_NUMBER))
        print_number(json, out);
    else if (is_bool(json))
        buffer_add(out, is_type(json, JSON_TRUE) ? SLICE("true") : SLICE("false"));
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
    if (a->value.type != b->value.type)
        return false;
    if (is_type(a, JSON_TEXT) || is_type(a, JSON_RAW))
        return slice_equal(a->value.of.text, b->value.of.text);
    if (is_type(a, JSON_NUMBER))
        return !(a->value.of.number < b->value.of.number) &&
               !(a->value.of.number > b->value.of.number);
    size_t count = json_count(a);
    if (count != json_count(b))
        return false;
    return json_is_object(a) ? objects_equal(a, b, count) : arrays_equal(a, b);
}
