/* SPDX-License-Identifier: Apache-2.0
 * Items on a shelf of their own. */
#include "features/unit_content.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "features/common_carry.h"
#include "features/common_get.h"
#include "features/common_title.h"

const char *const item_kinds[] = {"article", "link", "webinar",    "video", "podcast", "file",
                                  "topic",   "test", "assignment", "lti",   NULL};
const char *const item_videos[] = {"hls", "mp4", NULL};
/* The member that says where it is, by kind. */
static const char *const places[] = {NULL, "url", "of", "url", "url",
                                     NULL, NULL,  NULL, NULL,  "url"};

/* ---- one item ----------------------------------------------------------------------------------
 */

static void write_number(const char *key, int64_t value, bool change, struct writer *out)
{
    if (value)
        writer_int(out, key, value);
    else if (change)
        writer_null(out, key);
}

/* By language; of none nothing is there. */
static void write_langs(const char *key, const char *texts, bool change, struct writer *out)
{
    bool none = !texts || strcmp(texts, "{}") == 0;
    if (none && change)
        writer_null(out, key);
    else if (!none && change)
        common_write_langs(key, texts, out);
    else if (!none)
        writer_raw(out, key, slice_of(texts));
}

static void write_text(const struct item *item, bool change, struct writer *out)
{
    if (item->kind != ITEM_ARTICLE)
        write_langs("text", item->words.text, change, out);
    else if (change)
        common_write_langs("text", item->words.text, out);
    else
        writer_raw(out, "text", slice_of(item->words.text));
}

static void write_files(const struct item *item, bool change, struct writer *out)
{
    if (item->kind == ITEM_FILE) {
        write_number("file", item->files_count > 0 ? item->files[0] : 0, change, out);
    } else if (item->files_count > 0) {
        writer_array(out, "pictures");
        for (size_t i = 0; i < item->files_count; i++)
            writer_int(out, NULL, item->files[i]);
        writer_end(out);
    } else if (item->kind == ITEM_ARTICLE && change) {
        writer_null(out, "pictures");
    }
}

/* A webinar that is not there yet, or is erased, is nowhere. */
static void write_place(const struct item *item, bool change, struct writer *out)
{
    const char *key = places[item->kind];
    if (!key)
        return;
    if (item->kind != ITEM_WEBINAR || (item->where[0] && !item->waits))
        writer_text(out, key, slice_of(item->where));
    else if (change)
        writer_null(out, key);
}

static void write_activity(const struct item *item, bool change, struct writer *out)
{
    writer_int(out, "tool", item->tool);
    if (item->custom)
        writer_raw(out, "custom", slice_of(item->custom));
    else if (change)
        writer_null(out, "custom");
}

static void write_one(const struct item *item, bool change, struct writer *out)
{
    writer_text(out, "kind", slice_of(item_kinds[item->kind]));
    if (change)
        common_write_title(item->words.title, out);
    else
        writer_raw(out, "title", slice_of(item->words.title));
    write_text(item, change, out);
    write_place(item, change, out);
    if (item->kind == ITEM_TOPIC)
        write_number("topic", item->topic, change, out);
    if (item->kind == ITEM_LTI)
        write_activity(item, change, out);
    if (item->played)
        writer_text(out, "type", slice_of(item->played));
    if (item->kind == ITEM_VIDEO)
        write_langs("captions", item->captions, change, out);
    write_files(item, change, out);
    if (item->languages)
        writer_raw(out, "languages", slice_of(item->languages));
    else if (change)
        writer_null(out, "languages");
    write_number("minutes", item->minutes, change, out);
    if (item->counts)
        writer_bool(out, "counts", true);
    else if (change)
        writer_null(out, "counts");
}

static void item_write(const struct shelf_thing *thing, struct writer *out)
{
    write_one((const struct item *)thing, false, out);
}

static void item_write_change(const struct shelf_thing *thing, struct writer *out)
{
    write_one((const struct item *)thing, true, out);
}

static void item_wipe(struct shelf_thing *thing)
{
    struct item *item = (struct item *)thing;
    worded_wipe(thing);
    common_wipe(&item->where);
    common_wipe(&item->captions);
    common_wipe(&item->custom);
    common_wipe(&item->languages);
}

static const struct shelf_kind kind = {
    .thing_bytes = sizeof(struct item),
    .write = item_write,
    .write_change = item_write_change,
    .wipe = item_wipe,
    .things_max = BOUND_ITEMS_UNIT,
};

/* ---- all of them -------------------------------------------------------------------------------
 */

void content_init(struct content *content)
{
    shelf_init(&content->items.shelf, &kind);
}

void content_done(struct content *content)
{
    shelf_done(&content->items.shelf);
    common_order_done(&content->order);
}

struct item *content_find(const struct content *content, int64_t seq)
{
    return (struct item *)shelf_find(&content->items.shelf, seq);
}

void item_write_launch(const struct item *item, struct writer *out)
{
    write_activity(item, false, out);
    writer_text(out, "url", slice_of(item->where));
    writer_raw(out, "title", slice_of(item->words.title));
}

bool item_is_marked_by_hand(const struct item *item)
{
    return item->kind != ITEM_TEST && item->kind != ITEM_ASSIGNMENT;
}

size_t content_count(const struct content *content)
{
    return shelf_count(&content->items.shelf);
}

size_t content_counting(const struct content *content)
{
    struct map_at at = {0};
    size_t count = 0;
    while (map_next(content->items.shelf.things, &at))
        count += ((const struct item *)at.value)->counts;
    return count;
}

size_t content_files(const struct content *content)
{
    struct map_at at = {0};
    size_t count = 0;
    while (map_next(content->items.shelf.things, &at))
        count += ((const struct item *)at.value)->files_count;
    return count;
}

static bool holds(const struct item *item, int64_t file)
{
    for (size_t i = 0; i < item->files_count; i++)
        if (item->files[i] == file)
            return true;
    return false;
}

bool content_holds(const struct content *content, int64_t file)
{
    struct map_at at = {0};
    while (map_next(content->items.shelf.things, &at))
        if (holds(at.value, file))
            return true;
    return false;
}

static void write_counting(void *context, int64_t seq, const void *thing)
{
    if (((const struct item *)thing)->counts)
        writer_int(context, NULL, seq);
}

void content_write_counting(const struct content *content, const char *key, struct writer *out)
{
    writer_array(out, key);
    common_order_each(&content->order, content->items.shelf.things, write_counting, out);
    writer_end(out);
}

static void say_files(struct item *item, const struct json *data)
{
    const struct json *pictures = json_get(data, "pictures");
    item->files_count = 0;
    if (item->kind == ITEM_FILE)
        item->files[item->files_count++] = common_get_int(data, "file");
    for (const struct json *at = json_first(pictures); at; at = json_next(at))
        if (item->files_count < BOUND_ITEM_PICTURES)
            json_as_int(at, &item->files[item->files_count++]);
}

/* What an entry says beside its words. */
static void say(struct item *item, const struct entry *entry)
{
    const struct json *data = entry->data;
    const char *place = places[item->kind];
    int played = common_get_choice(data, "type", item_videos);
    common_wipe(&item->where);
    common_wipe(&item->captions);
    common_wipe(&item->custom);
    common_wipe(&item->languages);
    item->where = mem_text(place ? common_get_text(data, place) : SLICE(""));
    item->played = played < 0 ? NULL : item_videos[played];
    item->captions = common_copy_json(data, "captions");
    say_files(item, data);
    item->languages = common_copy_json(data, "languages");
    item->minutes = common_get_int(data, "minutes");
    item->topic = common_get_int(data, "topic");
    item->tool = common_get_int(data, "tool");
    item->custom = common_copy_json(data, "custom");
    item->waits = false;
    item->counts = common_get_bool(data, "counts");
}

/* ---- what came from another course -------------------------------------------------------------
 */

/* A text shows a picture as ![words](file:12). */
static void pictures_renamed(char **text, const struct brought *brought)
{
    static const struct slice mark = {"](file:", 7};
    struct buffer out;
    const char *at = *text;
    buffer_init(&out, 4 * strlen(at) + 1); /* a seq is longer there by so much, at most */
    for (const char *found; (found = strstr(at, mark.at)) != NULL;) {
        char *end = NULL;
        found += mark.len;
        int64_t here = brought_find(brought, strtoll(found, &end, 10));
        buffer_add(&out, (struct slice){at, (size_t)(found - at)});
        if (here && *end == ')')
            buffer_addf(&out, "%" PRId64, here);
        else
            buffer_add(&out, (struct slice){found, (size_t)(end - found)});
        at = end;
    }
    buffer_add(&out, slice_of(at));
    mem_free(*text);
    *text = mem_text(buffer_slice(&out));
    buffer_done(&out);
}

/* What did not come along is not there. */
static void translate(struct item *item, const struct brought *brought)
{
    size_t kept = 0;
    item->topic = brought_find(brought, item->topic);
    for (size_t i = 0; i < item->files_count; i++) {
        int64_t here = brought_find(brought, item->files[i]);
        if (here)
            item->files[kept++] = here;
    }
    item->files_count = kept;
    if (item->kind == ITEM_ARTICLE)
        pictures_renamed(&item->words.text, brought);
    brought_readdress(brought, &item->words.text);
    if (item->kind == ITEM_LINK)
        brought_readdress(brought, &item->where);
    if (item->kind != ITEM_WEBINAR)
        return;
    struct slice met = brought_met(brought, slice_of(item->where));
    item->waits = !met.at;
    if (met.at) {
        common_wipe(&item->where);
        item->where = mem_text(met);
    }
}

static bool waits_for(const struct item *item, struct slice there)
{
    return item->waits && slice_is(there, item->where);
}

bool content_meet(struct content *content, const struct entry *entry, struct slice there,
                  struct slice here)
{
    struct map_at at = {0};
    bool met = false;
    while (map_next(content->items.shelf.things, &at)) {
        struct item *item = at.value;
        if (!waits_for(item, there))
            continue;
        met = true;
        shelf_touch(&content->items.shelf, entry, &item->words.thing);
        common_wipe(&item->where);
        item->where = mem_text(here);
        item->waits = false;
    }
    return met;
}

void content_add(struct content *content, const struct entry *entry, int64_t unit,
                 const struct brought *brought)
{
    struct item *item = (struct item *)worded_add(&content->items, entry, RINGS_INSIDE);
    int found = common_get_choice(entry->data, "kind", item_kinds);
    item->kind = found < 0 ? ITEM_ARTICLE : (enum item_kind)found;
    item->unit = unit;
    say(item, entry);
    if (brought)
        translate(item, brought);
}

void content_edit(struct content *content, const struct entry *entry, struct item *item)
{
    worded_edit(&content->items, entry, &item->words);
    say(item, entry);
}

void content_remove(struct content *content, const struct entry *entry, struct item *item)
{
    common_order_take(&content->order, entry, item->words.thing.seq);
    worded_remove(&content->items, entry, &item->words);
}

bool content_forget(struct content *content, int64_t seq)
{
    struct map_at at = {0};
    while (map_next(content->items.shelf.things, &at)) {
        struct item *item = at.value;
        if (item->words.said_seq != seq)
            continue;
        common_wipe(&item->where);
        common_wipe(&item->captions);
        common_wipe(&item->custom);
        item->where = mem_text(SLICE(""));
    }
    return worded_forget(&content->items, seq);
}

/* What is erased has no title. */
static bool carry(const void *thing, struct writer *out)
{
    const struct item *item = thing;
    writer_int(out, "from", item->unit);
    writer_int(out, "copy", item->words.thing.seq);
    write_one(item, false, out);
    if (item->waits && item->where[0])
        writer_text(out, "of", slice_of(item->where));
    return strcmp(item->words.title, "{}") != 0;
}

void content_carry(const struct content *content, const struct entry *entry,
                   struct emitter *emitter)
{
    static const struct common_carriage items = {"item", "item.add", carry};
    common_carry(&items, &content->order, content->items.shelf.things, entry, emitter);
}

void content_view(const struct content *content, const struct viewer *viewer, struct writer *out)
{
    shelf_view(&content->items.shelf, "items", viewer, out);
    common_write_order(&content->order, out);
}

void content_patch(const struct content *content, const struct entry *entry,
                   const struct viewer *viewer, struct writer *out)
{
    shelf_patch(&content->items.shelf, "items", entry, viewer, out);
    common_write_order_change(&content->order, entry, out);
}
