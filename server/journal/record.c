/* SPDX-License-Identifier: Apache-2.0
 * See record.h. */
#include "journal/record.h"

struct record record_of(const struct entry *entry)
{
    return (struct record){
        .at_ms = entry->at_ms,
        .room = entry->room,
        .type = entry->type,
        .by = entry->by,
        .name = entry->name,
        .op = entry->op,
        .text = entry->text,
    };
}

void record_salt_make(struct record *record)
{
    record->salt.there = true;
    hash_random(record->salt.bytes, sizeof record->salt.bytes);
}

struct slice record_salt(const struct record *record)
{
    if (!record->salt.there)
        return (struct slice){NULL, 0};
    return (struct slice){(const char *)record->salt.bytes, RECORD_SALT_BYTES};
}

struct entry *record_entry(const struct record *record)
{
    struct entry from = {
        .seq = record->seq,
        .at_ms = record->at_ms,
        .room = record->room,
        .type = record->type,
        .by = record->by,
        .name = record->name,
        .op = record->op,
        .text = record->text,
        .erased = record->erased,
    };
    return entry_new(&from);
}

struct journal_result record_repeat(const struct record *first, const struct record *like)
{
    bool same = slice_equal(first->type, like->type) &&
                (first->erased || slice_equal(first->text, like->text));
    return (struct journal_result){
        .error = same ? ERR_NONE : ERR_OP_REUSED, .seq = first->seq, .repeated = same};
}
