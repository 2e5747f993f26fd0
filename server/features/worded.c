/* SPDX-License-Identifier: Apache-2.0
 * Words on a shelf, who gave them last, and when they end. */
#include "features/worded.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/unused.h"
#include "features/common_get.h"
#include "features/common_read.h"

struct worded *worded_of(const void *state, const struct entry *entry, const char *key)
{
    const struct worded_shelf *all = state;
    return (struct worded *)shelf_find(&all->shelf, common_get_int(entry->data, key));
}

static void wipe_words(struct worded *one)
{
    common_wipe(&one->title);
    common_wipe(&one->text);
    common_author_done(&one->said);
}

void worded_wipe(struct shelf_thing *thing)
{
    wipe_words((struct worded *)thing);
}

/* Of an entry that was erased there are no words. */
static char *words_of(const struct entry *entry, const char *key)
{
    return common_has(entry->data, key) ? common_copy_json(entry->data, key)
                                        : mem_text(SLICE("{}"));
}

static void say(struct worded *one, const struct entry *entry)
{
    one->title = words_of(entry, "title");
    one->text = words_of(entry, "text");
    common_author_init(&one->said, entry);
    one->said_seq = entry->seq;
    one->until_ms = common_get_int(entry->data, "until");
}

struct worded *worded_add(struct worded_shelf *all, const struct entry *entry, struct rings stamp)
{
    struct worded *one = (struct worded *)shelf_add(&all->shelf, entry, stamp, 0);
    say(one, entry);
    return one;
}

void worded_edit(struct worded_shelf *all, const struct entry *entry, struct worded *one)
{
    shelf_touch(&all->shelf, entry, &one->thing);
    all->gone_seq = one->said_seq;
    wipe_words(one);
    say(one, entry);
    one->edited_ms = entry->at_ms;
}

void worded_remove(struct worded_shelf *all, const struct entry *entry, struct worded *one)
{
    all->gone_seq = one->said_seq;
    shelf_remove(&all->shelf, entry, &one->thing);
}

void worded_erases(const void *state, const struct entry *entry, struct withdrawal *withdrawal)
{
    UNUSED(entry);
    withdraw(withdrawal, ((const struct worded_shelf *)state)->gone_seq);
}

bool worded_forget(void *state, int64_t seq)
{
    struct worded_shelf *all = state;
    struct map_at at = {0};
    while (map_next(all->shelf.things, &at)) {
        struct worded *one = at.value;
        if (one->said_seq != seq)
            continue;
        common_wipe(&one->title);
        common_wipe(&one->text);
        one->title = mem_text(SLICE("{}"));
        one->text = mem_text(SLICE("{}"));
        common_author_forget(&one->said);
        return true;
    }
    return false;
}

bool worded_forget_name(void *state, struct slice person)
{
    struct worded_shelf *all = state;
    struct map_at at = {0};
    bool shows = false;
    while (map_next(all->shelf.things, &at)) {
        struct worded *one = at.value;
        if (common_author_is(&one->said, person))
            shows = common_author_forget(&one->said) || shows;
        if (common_author_is(&one->thing.author, person))
            common_author_forget(&one->thing.author);
    }
    return shows;
}

/* When, whole. */
static void write_times(const struct worded *one, struct writer *out)
{
    writer_int(out, "at", one->thing.at_ms);
    if (one->edited_ms)
        writer_int(out, "edited", one->edited_ms);
    if (one->until_ms)
        writer_int(out, "until", one->until_ms);
}

static void write_times_change(const struct worded *one, struct writer *out)
{
    writer_int(out, "at", one->thing.at_ms);
    writer_int(out, "edited", one->edited_ms);
    if (one->until_ms)
        writer_int(out, "until", one->until_ms);
    else
        writer_null(out, "until");
}

void worded_write_said(const struct worded *one, struct writer *out)
{
    common_write_author(out, &one->said);
    write_times(one, out);
}

void worded_write_said_change(const struct worded *one, struct writer *out)
{
    common_write_author(out, &one->said);
    if (!one->said.name[0])
        writer_null(out, "name");
    write_times_change(one, out);
}

void worded_write_said_to(const struct worded *one, const struct viewer *viewer, bool change,
                          struct writer *out)
{
    if (!one->veiled || rings_of_staff(viewer->rings)) {
        (change ? worded_write_said_change : worded_write_said)(one, out);
        return;
    }
    if (!change) {
        write_times(one, out);
        return;
    }
    writer_null(out, "by");
    writer_null(out, "name");
    write_times_change(one, out);
}

static const struct worded *next_to_end(const struct worded_shelf *all)
{
    const struct worded *first = NULL;
    struct map_at at = {0};
    while (map_next(all->shelf.things, &at)) {
        const struct worded *one = at.value;
        if (one->until_ms && (!first || one->until_ms < first->until_ms))
            first = one;
    }
    return first;
}

bool worded_due(const void *state, const char *type, const char *key, struct due *out)
{
    const struct worded *one = next_to_end(state);
    struct writer data;
    if (!one)
        return false;
    out->at_ms = one->until_ms;
    out->type = type;
    snprintf(out->op, sizeof out->op, "expire:%" PRId64 ".%" PRId64, one->thing.seq, one->until_ms);
    if (!out->data)
        return true;
    writer_init(&data, out->data);
    writer_object(&data, NULL);
    writer_int(&data, key, one->thing.seq);
    writer_int(&data, "until", one->until_ms);
    writer_end(&data);
    return true;
}

enum err worded_expire_read(const struct json *data, const char *key, struct writer *out)
{
    enum err error = common_read_seq(data, key, out);
    return error ? error : common_read_int(data, "until", 1, INT64_MAX, out);
}

enum err worded_expire_check(const void *state, const struct entry *entry, const char *key)
{
    const struct worded *one = worded_of(state, entry, key);
    return one && one->until_ms == common_get_int(entry->data, "until") ? ERR_NONE : ERR_NOT_FOUND;
}
