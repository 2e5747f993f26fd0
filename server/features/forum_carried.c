/* SPDX-License-Identifier: Apache-2.0
 * A reference. */
#include "features/forum_carried.h"

#include "base/mem.h"

void forum_carried_free(struct carried **carried)
{
    if (*carried)
        mem_free((*carried)->room);
    mem_free(*carried);
    *carried = NULL;
}

struct carried *forum_carried_new(struct slice room, int64_t question, int64_t votes)
{
    struct carried *carried = mem_new(sizeof *carried);
    *carried = (struct carried){.room = mem_text(room), .question = question, .votes = votes};
    return carried;
}

void forum_carried_write(const struct carried *carried, struct writer *out)
{
    if (!carried)
        return;
    writer_object(out, "from");
    writer_text(out, "room", slice_of(carried->room));
    writer_int(out, "question", carried->question);
    writer_int(out, "votes", carried->votes);
    writer_end(out);
}
