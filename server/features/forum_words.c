/* SPDX-License-Identifier: Apache-2.0
 * See forum_words.h. */
#include "features/forum_words.h"

#include <string.h>

#include "base/bounds.h"
#include "base/mem.h"
#include "features/common_author.h"
#include "features/common_count.h"
#include "features/common_cut.h"
#include "features/common_get.h"

void forum_words_free(struct forum_words **words)
{
    if (!*words)
        return;
    common_wipe(&(*words)->text);
    common_wipe(&(*words)->author);
    mem_free(*words);
    *words = NULL;
}

void forum_words_drop(struct forum_kept *kept, struct forum_words **words)
{
    if (!*words)
        return;
    kept->bytes -= strlen((*words)->text);
    if ((*words)->author)
        common_count_down(kept->own, slice_of((*words)->author));
    forum_words_free(words);
}

static bool has_room(const struct forum_kept *kept, struct slice text, struct slice author,
                     bool staff)
{
    if (kept->bytes + text.len > BOUND_CARRIED_BYTES)
        return false;
    return staff || common_count(kept->own, author) < BOUND_CARRIED_PERSON;
}

void forum_words_keep(struct forum_kept *kept, struct forum_words **words,
                      const struct entry *entry, bool staff)
{
    struct slice text = common_get_text(entry->data, "text");
    struct slice first = common_cut_first(text, BOUND_ANSWER_CHARS + 1);
    forum_words_drop(kept, words);
    if (entry->erased || !first.len || !has_room(kept, first, entry->by, staff))
        return;
    /* Each of them has a byte at least. */
    if (!kept->own)
        kept->own = map_new(BOUND_CARRIED_BYTES);
    *words = mem_new(sizeof **words);
    (*words)->text = mem_text(first);
    (*words)->author = staff ? NULL : mem_text(entry->by);
    (*words)->dir = common_get_dir(entry->data, text);
    kept->bytes += first.len;
    if (!staff)
        common_count_up(kept->own, entry->by);
}

void forum_kept_done(struct forum_kept *kept)
{
    map_free(&kept->own, NULL);
}
