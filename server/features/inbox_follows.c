/* SPDX-License-Identifier: Apache-2.0
 * A choice by the name of what it is about: "course:c1", "course:c1/topic/7",
 * "course:c1/thread/55". */
#include "features/inbox_follows.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/bounds.h"
#include "base/map.h"
#include "base/mem.h"
#include "core/kinds.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum { NAME_BYTES = ROOM_NAME_BYTES + 32 };

struct inbox_follows {
    struct map *choices; /* name -> one of `levels`, borrowed from there; NULL: none */
};

/* By enum news_level; "auto" is no choice. */
static const char *const levels[] = {"auto", "muted", "normal", "following", "watching", NULL};

struct inbox_follows *inbox_follows_new(void)
{
    return mem_new(sizeof(struct inbox_follows));
}

const struct inbox_follows *inbox_follows_none(void)
{
    static const struct inbox_follows none = {0};
    return &none;
}

void inbox_follows_free(struct inbox_follows *follows)
{
    map_free(&follows->choices, NULL);
    mem_free(follows);
}

static struct slice name_of(struct slice of, enum news_thing what, int64_t seq,
                            char name[NAME_BYTES])
{
    static const char *const things[] = {"", "topic", "thread"};
    int len = snprintf(name, NAME_BYTES, "%.*s", (int)of.len, of.at);
    if (what != NEWS_ROOM)
        len += snprintf(name + len, NAME_BYTES - (size_t)len, "/%s/%" PRId64, things[what], seq);
    return (struct slice){name, (size_t)len};
}

static struct slice name_in(const struct entry *entry, char name[NAME_BYTES])
{
    struct slice of = common_get_text(entry->data, "of");
    if (common_has(entry->data, "thread"))
        return name_of(of, NEWS_THREAD, common_get_int(entry->data, "thread"), name);
    if (common_has(entry->data, "topic"))
        return name_of(of, NEWS_TOPIC, common_get_int(entry->data, "topic"), name);
    return name_of(of, NEWS_ROOM, 0, name);
}

enum err inbox_follow_read(const struct json *data, struct writer *out)
{
    if (common_has(data, "thread") && common_has(data, "topic"))
        return ERR_BAD_REQUEST;
    enum err error = common_read_of(data, out);
    if (!error)
        error = common_read_optional_seq(data, "thread", out);
    if (!error)
        error = common_read_optional_seq(data, "topic", out);
    return error ? error : common_read_choice(data, "level", levels, out);
}

static enum news_level level_in(const struct entry *entry)
{
    return (enum news_level)common_get_choice(entry->data, "level", levels);
}

enum err inbox_follow_check(const struct inbox_follows *follows, const struct entry *entry)
{
    char name[NAME_BYTES];
    bool full = follows->choices && map_full(follows->choices);
    bool known = map_find(follows->choices, name_in(entry, name));
    return full && !known && level_in(entry) != NEWS_UNSAID ? ERR_LIMIT_EXCEEDED : ERR_NONE;
}

void inbox_follow_apply(struct inbox_follows *follows, const struct entry *entry)
{
    char name[NAME_BYTES];
    struct slice key = name_in(entry, name);
    enum news_level level = level_in(entry);
    if (level == NEWS_UNSAID) {
        if (follows->choices)
            map_take(follows->choices, key);
        return;
    }
    if (!follows->choices)
        follows->choices = map_new(BOUND_FOLLOWS);
    map_put(follows->choices, key, (void *)&levels[level]);
}

enum news_level inbox_follows_level(const struct inbox_follows *follows, struct slice of,
                                    enum news_thing what, int64_t seq)
{
    char name[NAME_BYTES];
    const char *const *found = map_find(follows->choices, name_of(of, what, seq, name));
    return found ? (enum news_level)(found - levels) : NEWS_UNSAID;
}

void inbox_follow_patch(const struct inbox_follows *follows, const struct entry *entry,
                        struct writer *out)
{
    char name[NAME_BYTES];
    struct slice key = name_in(entry, name);
    const char *const *found = map_find(follows->choices, key);
    if (!follows->choices)
        return;
    writer_object(out, "follows");
    if (found)
        writer_text_slice(out, key, slice_of(*found));
    else
        writer_null_slice(out, key);
    writer_end(out);
}

void inbox_follows_write(const struct inbox_follows *follows, struct writer *out)
{
    struct map_at at = {0};
    if (!follows->choices)
        return;
    writer_object(out, "follows");
    while (map_next(follows->choices, &at))
        writer_text_slice(out, at.key, slice_of(*(const char *const *)at.value));
    writer_end(out);
}
