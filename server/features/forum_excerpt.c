/* SPDX-License-Identifier: Apache-2.0
 * The first of the plain words (features/common_plain.h). */
#include "features/forum_excerpt.h"

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/mem.h"
#include "features/common_author.h"
#include "features/common_cut.h"
#include "features/common_get.h"
#include "features/common_plain.h"

/* Of words too long, those that fit, up to a space that is not too far from their end. */
static struct slice shortened(struct slice words, struct buffer *out)
{
    static const char mark[] = "\u2026";
    struct slice cut = common_cut_first(words, BOUND_EXCERPT_CHARS);
    size_t len = cut.len;
    if (cut.len == words.len)
        return words;
    while (len > cut.len / 2 && cut.at[len] != ' ')
        len--;
    out->len = len > cut.len / 2 ? len : cut.len;
    buffer_add(out, SLICE(mark));
    return buffer_slice(out);
}

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
    common_plain(text, (size_t)4 * BOUND_EXCERPT_CHARS, &words);
    struct slice first = shortened(buffer_slice(&words), &words);
    if (first.len) {
        *excerpt = mem_new(sizeof **excerpt);
        (*excerpt)->seq = entry->seq;
        (*excerpt)->text = mem_text(first);
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
