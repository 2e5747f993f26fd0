/* SPDX-License-Identifier: Apache-2.0
 *
 * An entry is one durable thing that happened in one room: what the journal holds and the fold
 * applies. Time and identity come inside it. An entry is one allocation that owns its texts; it is
 * shared by counting (journal, hub and tape hold it at once) and never changes once numbered.
 */
#ifndef MUSTER_CORE_ENTRY_H
#define MUSTER_CORE_ENTRY_H

#include "base/json.h"
#include "base/slice.h"

/* `by` of what the server itself does (timekeeper, demo, administration). */
#define ENTRY_SYSTEM SLICE("system")

struct entry {
    int64_t seq;       /* place in the room's journal, from 1; 0 until the journal has decided */
    int64_t at_ms;     /* wall clock of the instance that accepted it, ms since 1970 UTC */
    struct slice room; /* "webinar:w1": kind, colon, id */
    struct slice type; /* "poll.vote": the row it belongs to */
    struct slice by;   /* person's id, or "system" */
    struct slice name; /* display name of that person then; may be empty */
    struct slice op;   /* the sender's name for this command; (room, by, op) is unique */
    struct slice
        text; /* the data as canonical JSON, an object; a member `data` in it is as it came */
    struct json *data; /* the same, parsed, that member unread (json_parse_entry); never NULL */
    bool erased;       /* name and words were erased: `text` is what was kept of them */
    unsigned refs;     /* private */
};

/* An entry with copies of everything in `from` (its `data` and `refs` are not read; `text` is
 * parsed: NULL when it is not strict JSON within the bounds). Held once by the caller. */
struct entry *entry_new(const struct entry *from);
/* Holds it once more; returns it. */
struct entry *entry_ref(struct entry *entry);
/* Lets go of *entry and sets it to NULL; the last one frees. NULL is ignored. Loop thread only. */
void entry_unref(struct entry **entry);

/* The kind of a room: what stands before the colon ("webinar"); absent when there is none. */
struct slice entry_room_kind(struct slice room);
/* What stands after the colon. */
struct slice entry_room_id(struct slice room);

#endif
