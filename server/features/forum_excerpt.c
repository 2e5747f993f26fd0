/* SPDX-License-Identifier: Apache-2.0
 * What makes words stand out on a page is left out, and so are the addresses of links and pictures:
 * marks at the begin of a line, stars and ticks around words. It need not read all that a page
 * does; what it does not know stands as it was written. */
#include "features/forum_excerpt.h"

#include <string.h>

#include "base/bounds.h"
#include "base/buffer.h"
#include "base/mem.h"
#include "features/common_author.h"
#include "features/common_cut.h"
#include "features/common_get.h"

/* Behind the marks with which a line may begin: of a heading, a quote, a list. */
static const char *line_begin(const char *at, const char *end)
{
    while (at < end && strchr(" \t#>-+", *at))
        at++;
    return at;
}

/* The end of "](address)" at `at`; `at` itself when there is none. */
static const char *address_end(const char *at, const char *end)
{
    const char *close = NULL;
    if (end - at > 2 && at[0] == ']' && at[1] == '(')
        close = memchr(at, ')', (size_t)(end - at));
    return close ? close + 1 : at;
}

static void space(struct buffer *out)
{
    if (out->len > 0 && out->bytes[out->len - 1] != ' ')
        buffer_add_byte(out, ' ');
}

/* One byte of the text, or a mark. Returns what comes behind it. */
static const char *take(const char *at, const char *end, struct buffer *out)
{
    const char *behind = address_end(at, end);
    if (behind != at)
        return behind;
    if (*at == '\n') {
        space(out);
        return line_begin(at + 1, end);
    }
    if (strchr(" \t\r", *at))
        space(out);
    else if (!strchr("*`[", *at) && !(*at == '!' && end - at > 1 && at[1] == '['))
        buffer_add_byte(out, *at);
    return at + 1;
}

static struct slice plain(struct slice text, struct buffer *out)
{
    const char *end = text.at + text.len;
    const char *at = line_begin(text.at, end);
    while (at < end && out->len <= (size_t)4 * BOUND_EXCERPT_CHARS)
        at = take(at, end, out);
    while (out->len > 0 && out->bytes[out->len - 1] == ' ')
        out->len--;
    return buffer_slice(out);
}

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
    struct slice first = shortened(plain(text, &words), &words);
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
