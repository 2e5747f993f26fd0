/* SPDX-License-Identifier: Apache-2.0
 * The words are base/text_excerpt.h's. */
#include "features/forum_excerpt.h"

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/mem.h"
#include "base/text_excerpt.h"
#include "features/common_author.h"
#include "features/common_get.h"

bool forum_excerpt_drop(struct forum_excerpt **excerpt)
{
    if (!*excerpt)
        return false;
    common_wipe(&(*excerpt)->text);
    mem_free(*excerpt);
    *excerpt = NULL;
    return true;
}

void forum_excerpt_set(struct forum_excerpt **excerpt, const struct entry *entry)
{
    struct slice text = common_get_text(entry->data, "text");
    struct buffer words;
    (void)forum_excerpt_drop(excerpt);
    if (entry->erased || !text.len)
        return;
    buffer_init(&words, BOUND_ENTRY_BYTES);
    text_excerpt(text, BOUND_EXCERPT_CHARS, &words);
    if (words.len > 0) {
        *excerpt = mem_new(sizeof **excerpt);
        (*excerpt)->seq = entry->seq;
        (*excerpt)->text = mem_text(buffer_slice(&words));
        (*excerpt)->dir = common_get_dir(entry->data, text);
    }
    buffer_done(&words);
}

void forum_excerpt_write(const struct forum_excerpt *excerpt, bool is_patch, struct writer *out)
{
    if (excerpt) {
        writer_object(out, "excerpt");
        common_write_text(out, slice_of(excerpt->text), excerpt->dir);
        writer_end(out);
    } else if (is_patch) {
        writer_null(out, "excerpt");
    }
}
