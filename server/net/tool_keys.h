/* SPDX-License-Identifier: Apache-2.0
 *
 * The keys with which we tell tools who comes (LTI 1.3): RSA, for tools believe in RS256 alone.
 * Each is a row beside the journal, "toolkey", whose id is the period in which it signs; what is
 * secret is sealed under a key of ours, which is nowhere in the row. A period has 180 days. The key
 * of the next is there a month before it begins, so that tools which ask seldom know it by then,
 * and that of the last one goes half a year after it ended. Whoever asks first makes one, for all
 * instances.
 */
#ifndef MUSTER_NET_TOOL_KEYS_H
#define MUSTER_NET_TOOL_KEYS_H

#include "base/error.h"
#include "base/slice.h"

struct accounts;
struct login_keys;
struct loop;
struct tool_keys;

/* Owned by the caller; what is given is borrowed. */
struct tool_keys *tool_keys_new(struct loop *loop, struct accounts *accounts,
                                const struct login_keys *keys);
/* Frees *keys, once all is answered, and sets it to NULL; NULL is ignored. */
void tool_keys_free(struct tool_keys **keys);

enum { TOOL_KEYS_MAX = 3, TOOL_KEY_ID_BYTES = 24 };
struct tool_key {
    char id[TOOL_KEY_ID_BYTES]; /* `kid` */
    struct slice pem;
};
/* `found` is valid for the call; the first signs. ERR_JOURNAL_AWAY; ERR_INTERNAL: one cannot be
 * made, or was sealed by somebody else. */
typedef void tool_keys_fn(void *context, enum err error, const struct tool_key *found,
                          size_t count);
/* Finds those there are now. Calls `done` once, later. */
void tool_keys_find(struct tool_keys *keys, tool_keys_fn *done, void *context);

#endif
