/* SPDX-License-Identifier: Apache-2.0
 * One allocation: the struct, then its texts one after another, each with a NUL after it. */
#include "core/entry.h"

#include "base/check.h"
#include "base/mem.h"

static struct slice copy(char **at, struct slice text)
{
    struct slice made = {*at, text.len};
    if (text.len > 0)
        memcpy(*at, text.at, text.len);
    *at += text.len + 1;
    return made;
}

struct entry *entry_new(const struct entry *from)
{
    struct json *data = NULL;
    if (json_parse_entry(from->text, &data) != ERR_NONE)
        return NULL;
    size_t bytes = from->room.len + from->type.len + from->by.len + from->name.len + from->op.len +
                   from->text.len + 6;
    struct entry *entry = mem_new(sizeof *entry + bytes);
    char *at = (char *)(entry + 1);
    entry->seq = from->seq;
    entry->at_ms = from->at_ms;
    entry->erased = from->erased;
    entry->room = copy(&at, from->room);
    entry->type = copy(&at, from->type);
    entry->by = copy(&at, from->by);
    entry->name = copy(&at, from->name);
    entry->op = copy(&at, from->op);
    entry->text = copy(&at, from->text);
    entry->data = data;
    entry->refs = 1;
    return entry;
}

struct entry *entry_ref(struct entry *entry)
{
    check(entry->refs > 0);
    entry->refs++;
    return entry;
}

void entry_unref(struct entry **entry)
{
    struct entry *old = *entry;
    *entry = NULL;
    if (!old)
        return;
    check(old->refs > 0);
    if (--old->refs > 0)
        return;
    json_free(&old->data);
    mem_free(old);
}

struct slice entry_room_kind(struct slice room)
{
    const char *colon = room.len > 0 ? memchr(room.at, ':', room.len) : NULL;
    return colon ? (struct slice){room.at, (size_t)(colon - room.at)} : (struct slice){NULL, 0};
}

struct slice entry_room_id(struct slice room)
{
    const char *colon = room.len > 0 ? memchr(room.at, ':', room.len) : NULL;
    if (!colon)
        return (struct slice){NULL, 0};
    return (struct slice){colon + 1, room.len - (size_t)(colon - room.at) - 1};
}
