/* SPDX-License-Identifier: Apache-2.0
 * A list of seqs. */
#include "features/inbox_dismissed.h"

#include "base/bounds.h"
#include "base/mem.h"
#include "features/common_get.h"
#include "features/common_read.h"

enum err inbox_dismissed_read(const struct json *data, struct writer *out)
{
    return common_read_seq(data, "announcement", out);
}

bool inbox_dismissed_has(const struct inbox_dismissed *dismissed, int64_t seq)
{
    for (size_t i = 0; i < dismissed->count; i++)
        if (dismissed->seqs[i] == seq)
            return true;
    return false;
}

void inbox_dismissed_apply(struct inbox_dismissed *dismissed, const struct entry *entry)
{
    int64_t seq = common_get_int(entry->data, "announcement");
    dismissed->gone = 0;
    if (inbox_dismissed_has(dismissed, seq))
        return;
    if (!dismissed->seqs)
        dismissed->seqs = mem_new(BOUND_INBOX_DISMISSED * sizeof *dismissed->seqs);
    if (dismissed->count == BOUND_INBOX_DISMISSED) {
        dismissed->gone = dismissed->seqs[0];
        dismissed->count--;
        memmove(dismissed->seqs, dismissed->seqs + 1, dismissed->count * sizeof *dismissed->seqs);
    }
    dismissed->seqs[dismissed->count++] = seq;
}

void inbox_dismissed_patch(const struct inbox_dismissed *dismissed, const struct entry *entry,
                           struct writer *out)
{
    writer_object(out, "dismissed");
    if (dismissed->gone)
        writer_null_seq(out, dismissed->gone);
    writer_bool_seq(out, common_get_int(entry->data, "announcement"), true);
    writer_end(out);
}

void inbox_dismissed_write(const struct inbox_dismissed *dismissed, struct writer *out)
{
    if (dismissed->count == 0)
        return;
    writer_object(out, "dismissed");
    for (size_t i = 0; i < dismissed->count; i++)
        writer_bool_seq(out, dismissed->seqs[i], true);
    writer_end(out);
}

void inbox_dismissed_done(struct inbox_dismissed *dismissed)
{
    mem_free(dismissed->seqs);
}
