/* SPDX-License-Identifier: Apache-2.0
 * For each person a short list of messages with a bit for each kind, the youngest last. */
#include "features/chat_reactors.h"

#include "base/mem.h"

const char *const chat_kinds[] = {"clap", "heart", "thumb", "wow", "laugh", NULL};
_Static_assert(sizeof chat_kinds / sizeof chat_kinds[0] == CHAT_KINDS + 1, "a sum for each kind");

struct reactors *reactors_new(void)
{
    struct reactors *reactors = mem_new(sizeof *reactors);
    reactors->people = map_new(BOUND_MEMBERS);
    return reactors;
}

void reactors_free(struct reactors **reactors)
{
    if (!*reactors)
        return;
    map_free(&(*reactors)->people, mem_free);
    mem_free(*reactors);
    *reactors = NULL;
}

static bool is_empty(const struct chat_sums *sums)
{
    for (int kind = 0; kind < CHAT_KINDS; kind++)
        if (sums->count[kind])
            return false;
    return true;
}

void chat_sums_write(const struct chat_sums *sums, struct writer *out)
{
    if (!sums->ever)
        return;
    writer_object_lazy(out, "reactions");
    for (int kind = 0; kind < CHAT_KINDS; kind++)
        if (sums->count[kind])
            writer_int(out, chat_kinds[kind], sums->count[kind]);
    writer_end(out);
}

void chat_sums_moved(const struct chat_sums *sums, unsigned bits, struct writer *out)
{
    if (is_empty(sums)) {
        writer_null(out, "reactions");
        return;
    }
    writer_object(out, "reactions");
    for (int kind = 0; kind < CHAT_KINDS; kind++) {
        if (!(bits & 1U << kind))
            continue;
        if (sums->count[kind])
            writer_int(out, chat_kinds[kind], sums->count[kind]);
        else
            writer_null(out, chat_kinds[kind]);
    }
    writer_end(out);
}
