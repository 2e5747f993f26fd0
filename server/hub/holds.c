/* SPDX-License-Identifier: Apache-2.0
 * Room -> kind -> row -> what it holds. */
#include "hub/holds.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/bounds.h"
#include "base/mem.h"

struct holds {
    const struct kinds *kinds;
    const char *academy;
    char person[BOUND_ID_BYTES + 1], inbox[BOUND_ID_BYTES + 16];
    int64_t *words; /* owned; rising */
    size_t words_count;
};

struct holds *holds_new(const struct kinds *kinds, const char *academy,
                        const struct gate_leaving *leaving)
{
    struct holds *holds = mem_new(sizeof *holds);
    holds->kinds = kinds;
    holds->academy = academy;
    snprintf(holds->person, sizeof holds->person, "%.*s", (int)leaving->person.len,
             leaving->person.at);
    snprintf(holds->inbox, sizeof holds->inbox, "inbox:%s", holds->person);
    holds->words_count = leaving->words_count;
    holds->words = mem_new((leaving->words_count + 1) * sizeof *holds->words);
    if (leaving->words_count > 0)
        memcpy(holds->words, leaving->words, leaving->words_count * sizeof *holds->words);
    return holds;
}

void holds_free(struct holds **holds)
{
    if (*holds)
        mem_free((*holds)->words);
    mem_free(*holds);
    *holds = NULL;
}

static int by_seq(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static bool is_about(const struct holds *holds, const struct entry *entry)
{
    return slice_is(entry->room, holds->academy) &&
           bsearch(&entry->seq, holds->words, holds->words_count, sizeof *holds->words, by_seq);
}

enum keep_holds holds_ask(const struct holds *holds, const struct entry *entry)
{
    const struct kind *kind = kinds_of(holds->kinds, entry->room);
    const struct method *method =
        kind ? methods_find(kinds_methods(holds->kinds, kind), entry->type) : NULL;
    if (!method || !method->row)
        return KEEP_HOLDS_NOTHING;
    const struct keep *keep = &method->row->keep;
    bool whole = slice_is(entry->room, holds->inbox) || is_about(holds, entry);
    if (whole && keep_has_words(keep, entry))
        return KEEP_HOLDS_WORDS;
    return keep_holds(keep, entry, slice_of(holds->person));
}
