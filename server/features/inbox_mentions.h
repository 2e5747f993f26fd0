/* SPDX-License-Identifier: Apache-2.0
 *
 * What an inbox was told by name: that somebody was mentioned in a post, or that it answers them,
 * or what they asked, or that what they wrote was accepted. It says where, and by whom, never the
 * words. The last BOUND_MENTIONS_KEPT
 * stand; the oldest leaves. One that was taken back is remembered among them, unseen: what one
 * instance tells may come behind what another takes back.
 */
#ifndef MUSTER_FEATURES_INBOX_MENTIONS_H
#define MUSTER_FEATURES_INBOX_MENTIONS_H

#include "core/feature.h"

struct inbox_mentions;

/* None yet; owned by the caller. */
struct inbox_mentions *inbox_mentions_new(void);
/* The same, of those that hold nothing yet: shared, never written to and never freed. */
const struct inbox_mentions *inbox_mentions_none(void);
/* Wipes and frees. */
void inbox_mentions_free(struct inbox_mentions *mentions);
/* Writes the member `mentions` of the inbox's share. */
void inbox_mentions_write(const struct inbox_mentions *mentions, struct writer *out);
/* One that stands. Texts are borrowed. */
struct inbox_mention {
    struct slice of, by, name; /* by: empty: nobody may know */
    int64_t thread, post, at_ms;
    int64_t said;    /* the entry there that says so, where the post is older; 0: it is the post */
    const char *why; /* "mention", "reply", "accepted", "answered" */
};
/* The first from *place on, which is moved on behind it; false: there is none. */
bool inbox_mentions_next(const struct inbox_mentions *mentions, size_t *place,
                         struct inbox_mention *out);
/* Whether one of that post stands. */
bool inbox_mentions_have(const struct inbox_mentions *mentions, struct slice of, int64_t post);
/* Withdraws the mentions that the last inbox.unmention took back. */
void inbox_mentions_taken(const struct inbox_mentions *mentions, struct withdrawal *withdrawal);
/* A member of struct feature: the name in the entry `seq` is gone. */
bool inbox_mentions_forget(struct inbox_mentions *mentions, int64_t seq);

/* Members of the rows inbox.mention and inbox.unmention; the state is the mentions. */
enum err inbox_mention_read(const struct json *data, struct writer *out);
enum err inbox_mention_check(const struct inbox_mentions *mentions, const struct entry *entry);
void inbox_mention_apply(struct inbox_mentions *mentions, const struct entry *entry);
void inbox_mention_patch(const struct inbox_mentions *mentions, struct writer *out);
enum err inbox_unmention_read(const struct json *data, struct writer *out);
void inbox_unmention_apply(struct inbox_mentions *mentions, const struct entry *entry);
void inbox_unmention_patch(const struct inbox_mentions *mentions, struct writer *out);

#endif
