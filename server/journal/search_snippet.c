/* SPDX-License-Identifier: Apache-2.0
 * Words are found in the text as it is, and each is folded by itself to be compared. */
#include "journal/search_snippet.h"

#include "base/text.h"
#include "base/text_points.h"
#include "journal/search_words.h"

enum { POINTS_BEFORE = 60, FOLDED_BYTES = 4096 };

/* The next run of letters, and of what nobody sees between them; false at the end. */
static bool run_next(const char **at, const char *end, struct slice *run)
{
    *run = (struct slice){NULL, 0};
    while (*at < end) {
        const char *begin = *at;
        int32_t point = text_point(at);
        bool letter = point_is_word(point);
        if (!letter && run->at && !point_is_hidden(point)) {
            *at = begin;
            return true;
        }
        if (letter && !run->at)
            run->at = begin;
        if (letter)
            run->len = (size_t)(*at - run->at);
    }
    return run->at;
}

static bool is_asked(struct slice run, const struct search_terms *terms)
{
    struct buffer folded;
    bool found = false;
    buffer_init(&folded, FOLDED_BYTES);
    search_words(run, &folded);
    struct slice words = buffer_slice(&folded);
    for (struct slice word; !found && search_words_next(&words, &word);)
        for (size_t i = 0; !found && i < terms->count; i++)
            found = search_term_matches(&terms->list[i], word);
    buffer_done(&folded);
    return found;
}

/* The first word that was asked for; the begin of the text when there is none. */
static const char *first_find(struct slice text, const struct search_terms *terms)
{
    const char *at = text.at, *end = text.at + text.len;
    for (struct slice run; run_next(&at, end, &run);)
        if (is_asked(run, terms))
            return run.at;
    return text.at;
}

/* The code point that ends at `at`. */
static const char *back(const char *at)
{
    do
        at--;
    while (((unsigned char)*at & 0xc0) == 0x80);
    return at;
}

/* Where to begin: behind the first space of the few code points before the word. */
static const char *begin_of(struct slice text, const char *word)
{
    const char *at = word, *best = word;
    for (int points = 0; points < POINTS_BEFORE && at > text.at; points++) {
        const char *before = back(at), *point = before;
        if (point_is_space(text_point(&point)))
            best = at;
        at = before;
    }
    return at == text.at ? at : best;
}

/* Where to end: at the last space that fits, else wherever no mark is torn off. */
static const char *end_of(struct slice text, const char *begin)
{
    const char *at = begin, *end = text.at + text.len, *space = NULL, *cut = begin;
    for (int points = 0; at < end; points++) {
        const char *here = at;
        int32_t point = text_point(&at);
        if (point_is_space(point))
            space = here;
        if (point_combining(point) == 0 && !point_is_hidden(point))
            cut = here;
        if (points == SEARCH_SNIPPET_POINTS)
            return space && space > begin ? space : cut;
    }
    return end;
}

void search_snippet(struct slice text, struct slice asked, bool prefix,
                    struct search_snippet *snippet)
{
    struct search_terms terms;
    *snippet = (struct search_snippet){.count = 0};
    if (!text_is_utf8(text) || text.len == 0)
        return;
    if (search_terms_read(asked, prefix, &terms) != ERR_NONE)
        terms.count = 0;
    const char *begin = begin_of(text, first_find(text, &terms));
    const char *at = begin, *end = end_of(text, begin);
    snippet->piece = (struct slice){begin, (size_t)(end - begin)};
    for (struct slice run; snippet->count < SEARCH_SNIPPET_SPANS && run_next(&at, end, &run);)
        if (is_asked(run, &terms))
            snippet->spans[snippet->count++] =
                (struct search_span){(size_t)(run.at - begin), run.len};
}
