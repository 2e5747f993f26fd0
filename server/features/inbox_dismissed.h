/* SPDX-License-Identifier: Apache-2.0
 *
 * Announcements that the owner of an inbox has put away, so that no device shows them again.
 * features/inbox.c has the row; here is what it keeps.
 */
#ifndef MUSTER_FEATURES_INBOX_DISMISSED_H
#define MUSTER_FEATURES_INBOX_DISMISSED_H

#include "base/writer.h"
#include "core/entry.h"

struct inbox_dismissed {
    size_t count;
    int64_t *seqs; /* owned; the first put away first; NULL: none */
    int64_t gone;  /* what left by the last entry as the oldest; 0: none */
};

/* For struct row: an announcement by its seq. */
enum err inbox_dismissed_read(const struct json *data, struct writer *out);
void inbox_dismissed_apply(struct inbox_dismissed *dismissed, const struct entry *entry);
void inbox_dismissed_patch(const struct inbox_dismissed *dismissed, const struct entry *entry,
                           struct writer *out);
/* Its share of the view; nothing when there are none. */
void inbox_dismissed_write(const struct inbox_dismissed *dismissed, struct writer *out);
/* Whether that one was put away. */
bool inbox_dismissed_has(const struct inbox_dismissed *dismissed, int64_t seq);
void inbox_dismissed_done(struct inbox_dismissed *dismissed);

#endif
