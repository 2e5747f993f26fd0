/* SPDX-License-Identifier: Apache-2.0
 * One document is parsed for all acts of an entry; what each says is lent to one object. */
#include "core/acts.h"

#include <inttypes.h>

#include "base/bounds.h"
#include "base/json_edit.h"
#include "core/part.h"

/* FNV-1a. */
static uint32_t hash_text(uint32_t hash, struct slice text)
{
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.at[i]) * 16777619U;
    return hash;
}

static uint32_t hash_json(uint32_t hash, const struct json *json)
{
    struct slice text;
    int64_t number;
    if (json_as_int(json, &number))
        return hash_text(hash, (struct slice){(const char *)&number, sizeof number});
    if (json_as_text(json, &text) || json_as_raw(json, &text))
        return hash_text(hash, text);
    for (const struct json *item = json_first(json); item; item = json_next(item))
        hash = hash_json(hash_text(hash, json_key(item)), item);
    return hash;
}

/* Known to this process alone. */
static uint16_t said(const struct row *row, const struct json *rest)
{
    uint32_t hash = hash_text(2166136261U, slice_of(row->name));
    if (rest)
        hash = hash_json(hash, rest);
    return (uint16_t)(hash >> 16 ^ hash);
}

void act_of(const struct row *row, const struct entry *entry, struct act *act)
{
    const struct json *rest = row->gather.rest ? json_get(entry->data, row->gather.rest) : NULL;
    size_t members = 1 + (rest != NULL);
    *act = (struct act){.by = entry->by, .rest = rest};
    (void)json_get_int(entry->data, row->thing, &act->thing);
    if (json_is_object(rest) || json_count(entry->data) != members)
        act->rest = entry->data;
    hash_short(entry->op, act->op);
    act->said = said(row, act->rest);
}

static void act_write(const struct act *act, struct buffer *out)
{
    buffer_add_byte(out, '[');
    writer_quote(out, act->by);
    buffer_add(out, SLICE(",\""));
    buffer_add(out, (struct slice){act->op, HASH_SHORT});
    buffer_add_byte(out, '"');
    if (act->rest) {
        buffer_add_byte(out, ',');
        json_print(act->rest, out);
    }
    buffer_add_byte(out, ']');
}

void acts_write(const struct act *acts, size_t count, struct buffer *out)
{
    buffer_add(out, SLICE("{\"acts\":{"));
    for (size_t i = 0; i < count; i++) {
        bool first = i == 0 || acts[i].thing != acts[i - 1].thing;
        bool last = i + 1 == count || acts[i].thing != acts[i + 1].thing;
        if (first)
            buffer_addf(out, "\"%" PRId64 "\":[", acts[i].thing);
        act_write(&acts[i], out);
        buffer_add(out, !last ? SLICE(",") : i + 1 < count ? SLICE("],") : SLICE("]"));
    }
    buffer_add(out, SLICE("}}"));
}

bool acts_are(const struct row *row, const struct entry *entry)
{
    return row->gather.acts && slice_equal(entry->by, ENTRY_SYSTEM) &&
           json_is_object(json_get(entry->data, "acts"));
}

void acts_start(struct acts *acts, const struct row *row, const struct entry *entry)
{
    *acts = (struct acts){.row = row, .entry = *entry, .data = json_object()};
    acts->entry.name = acts->entry.text = (struct slice){NULL, 0};
    acts->group = json_first(json_get(entry->data, "acts"));
    acts->next = json_first(acts->group);
    acts->place = SIZE_MAX; /* before the first */
}

/* Nothing is left in it of an act that said more than the next. */
static void empty(struct acts *acts)
{
    json_free(&acts->data);
    acts->data = json_object();
}

/* False when it is no act. */
static bool take(struct acts *acts, const struct json *item)
{
    struct slice op;
    struct act *act = &acts->act;
    const struct json *by = json_first(item), *hash = by ? json_next(by) : NULL;
    if (!json_as_text(by, &act->by) || !json_as_text(hash, &op) || op.len != HASH_SHORT)
        return false;
    act->thing = part_seq(json_key(acts->group));
    act->rest = json_next(hash);
    memcpy(act->op, op.at, HASH_SHORT);
    act->said = said(acts->row, act->rest);
    acts->entry.by = act->by;
    acts->entry.op = op;
    if (json_is_object(act->rest)) {
        acts->entry.data = (struct json *)(uintptr_t)act->rest; /* nobody changes it */
        return true;
    }
    if (!act->rest)
        empty(acts);
    json_edit_int(acts->data, acts->row->thing, act->thing);
    if (act->rest && acts->row->gather.rest)
        json_edit_lend(acts->data, acts->row->gather.rest, act->rest);
    acts->entry.data = acts->data;
    return true;
}

bool acts_next(struct acts *acts)
{
    while (acts->group) {
        const struct json *item = acts->next;
        if (!item) {
            acts->group = json_next(acts->group);
            acts->next = json_first(acts->group);
            continue;
        }
        acts->next = json_next(item);
        acts->place++;
        if (take(acts, item))
            return true;
    }
    return false;
}

void acts_done(struct acts *acts)
{
    json_free(&acts->data);
}
