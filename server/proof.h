/* SPDX-License-Identifier: Apache-2.0
 *
 * Whether a journal is whole: the chain of a room from its first entry, and the manifest, a file
 * that says where the chains of all rooms ended at one moment. A journal that was cut off has good
 * chains; only who has kept their ends elsewhere sees it.
 *
 * A manifest is lines of JSON: {"manifest":1,"muster":…,"at":…,"epoch":…} first, then
 * {"room":…,"seq":…,"chain":…} of each room, with "dropped":… (when) of one that was dropped for
 * good, and {"rooms":…} last, how many these were.
 */
#ifndef MUSTER_PROOF_H
#define MUSTER_PROOF_H

#include <stdio.h>

#include "base/buffer.h"
#include "base/hash.h"
#include "journal/backend.h"

/* What a room's chain is. */
struct proof {
    int64_t seq;       /* its last entry */
    int64_t broken;    /* the first whose link does not fit, or 0: nothing behind it is read */
    int64_t erased;    /* how many have lost their words */
    struct hash chain; /* the link of the last */
    int64_t at;        /* asked: an entry whose link is wanted; 0: none */
    struct hash chain_at;
};

/* Reads the whole of `room`. An error when it cannot be read. */
enum err proof_read(struct backend *backend, struct slice room, struct proof *proof);
/* Calls `each` for every room, listed before; false when they cannot be listed, or `each` was
 * false for one. */
typedef bool proof_room_fn(void *context, struct slice room);
bool proof_rooms(struct backend *backend, proof_room_fn *each, void *context);

/* Proves every room of `backend` and writes its manifest to `file`. False, and one sentence in
 * `why`, when a chain is broken or it cannot be read or written; *rooms: how many there are. */
bool proof_manifest(struct backend *backend, FILE *file, size_t *rooms, struct buffer *why);

/* The same, but what was proved when it was written is not read again: the ends alone. */
bool proof_ends(struct backend *backend, FILE *file, size_t *rooms, struct buffer *why);

/* Proves every room of `backend` and holds it against the manifest `path`: each has at least the
 * entries that are named there, and its chain went where it says; what came since is as it is. A
 * room may have been dropped since, if the academy says so (graves.h), and not end before.
 * False, and a line in `why` for each that does not (`"room" has 2 entries where …`, with the name
 * as JSON), or one when there is no manifest to read. *rooms: how many there are. */
bool proof_against(struct backend *backend, const char *path, size_t *rooms, struct buffer *why);

#endif
