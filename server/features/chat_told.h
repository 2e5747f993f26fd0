/* SPDX-License-Identifier: Apache-2.0
 *
 * What people are told of their own messages that the team refused or removed: the youngest few of
 * each person, with the reason. No word of the message itself is kept.
 */
#ifndef MUSTER_FEATURES_CHAT_TOLD_H
#define MUSTER_FEATURES_CHAT_TOLD_H

#include "base/bounds.h"
#include "base/writer.h"
#include "core/entry.h"

struct tolds;

enum told_kind { TOLD_REFUSED, TOLD_REMOVED };

/* Nobody was told anything; owned by the caller. */
struct tolds *tolds_new(void);
/* Wipes, frees and sets *tolds to NULL. */
void tolds_free(struct tolds **tolds);
/* `author` is told of their message `seq` by this entry, with its `why`. */
void tolds_add(struct tolds *tolds, const struct entry *entry, struct slice author, int64_t seq,
               enum told_kind kind);
/* The reason that the entry `seq` gave is gone. True when there was one. */
bool tolds_forget(struct tolds *tolds, int64_t seq);
/* Write `told`, by the seq of the messages: all, when there is any; and what the entry changed. */
void tolds_me(const struct tolds *tolds, struct slice person, struct writer *out);
void tolds_patch_me(const struct tolds *tolds, const struct entry *entry, struct slice person,
                    struct writer *out);
/* The id of who was told last; good until the tolds are freed. */
struct slice tolds_last(const struct tolds *tolds);

#endif
