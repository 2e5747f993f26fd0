/* SPDX-License-Identifier: Apache-2.0
 *
 * Keys of one process beside a journal: random bytes by a name, made by whoever asks first, kept
 * until they are destroyed, and then gone for good: no key of that name can be made again here. In
 * a folder (0700) with a file (0600) for each, or in memory alone. Private to journal/; one thread
 * at a time.
 *
 * In the folder a key is `<hash of its name>.key`, and one that was destroyed an empty
 * `<hash>.gone`. A key is on disk, its name in the folder too, before it is given out. It is
 * destroyed by the mark first, then overwritten, cut off and unlinked, each synced: whatever moment
 * the power fails, it is there and whole, or will not be given out again, and what is left of it
 * goes at the next start. What a file system or a disk keeps of overwritten blocks (copies on
 * write, snapshots, worn flash) is beyond this: such a disk has to be encrypted.
 */
#ifndef MUSTER_JOURNAL_KEY_STORE_H
#define MUSTER_JOURNAL_KEY_STORE_H

#include "base/hash.h"
#include "journal/answer.h"

struct key_store;

/* Keys in `folder`, which is made with the first of them; NULL: in memory. */
struct key_store *key_store_new(const char *folder);
/* Whether keys can be kept there; if not, why, in words for operators. */
bool key_store_usable(const struct key_store *store, char *why, size_t why_bytes);
/* Wipes what is in memory, and sets *store to NULL. NULL is ignored. */
void key_store_free(struct key_store **store);

/* Under which a key is kept: nothing of its name is seen in the folder. */
struct key_hash {
    char hex[HASH_HEX + 1];
};
struct key_hash key_store_hash(struct slice name);

/* All of these: ERR_EXPIRED, the key was destroyed; ERR_INTERNAL, the folder cannot be used, or is
 * one that others may look into. */
/* The key; ERR_NOT_FOUND when there is none. */
enum err key_store_find(struct key_store *store, const struct key_hash *hash, unsigned char *key);
/* The same; makes it when there is none. */
enum err key_store_make(struct key_store *store, const struct key_hash *hash, unsigned char *key);
/* Keeps `key`, which others share; ERR_ALREADY_EXISTS when there is one already, which stays. */
enum err key_store_put(struct key_store *store, const struct key_hash *hash,
                       const unsigned char *key);
/* Destroys the key, if there is one, and makes sure that there will be none. */
enum err key_store_destroy(struct key_store *store, const struct key_hash *hash);
/* Destroys the key, if there is one; another of that name may be kept here then. */
enum err key_store_forget(struct key_store *store, const struct key_hash *hash);
/* Fills at most `max` of those there are; how many. */
size_t key_store_list(struct key_store *store, struct key_hash *out, size_t max);

#endif
