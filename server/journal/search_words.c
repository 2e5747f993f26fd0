/* SPDX-License-Identifier: Apache-2.0
 * A text is folded as a whole, then cut at whatever is no letter, mark or digit. */
#include "journal/search_words.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/text.h"
#include "base/text_fold.h"
#include "base/text_points.h"

/* To be raised with every change of what words a text has, or of what is indexed at all
 * (core/finds.h): an index made before is made anew. */
#define RULES "3"

enum {
    FOLDED_BYTES_MAX = 18 * BOUND_SEARCH_TEXT_BYTES, /* the longest decomposition */
    PREFIX_POINTS = 2, /* of a shorter begin half of all words would be found */
};

void search_words_rules(char rules[SEARCH_RULES_BYTES])
{
    snprintf(rules, SEARCH_RULES_BYTES, RULES "/%s", points_version());
}

/* The next run of letters; false at the end. Longer ones end where the bound falls. */
static bool run_next(struct slice *text, struct slice *run)
{
    const char *at = text->at, *end = text->at + text->len;
    *run = (struct slice){NULL, 0};
    while (at < end) {
        const char *begin = at;
        bool letter = point_is_word(text_point(&at));
        if (!letter && run->at)
            break;
        if (!letter)
            continue;
        if (!run->at)
            run->at = begin;
        if (at - run->at <= BOUND_SEARCH_WORD_BYTES)
            run->len = (size_t)(at - run->at);
    }
    *text = (struct slice){at, (size_t)(end - at)};
    return run->at;
}

/* `word` without an Arabic prefix; as it is when there is none, or too little would be left. */
static struct slice stem(struct slice word)
{
    static const struct {
        const char *text;
        size_t letters;
    } prefixes[] = {{"ال", 2}, {"وال", 3}, {"بال", 3}, {"كال", 3}, {"فال", 3}, {"لل", 2}, {"و", 1}};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        struct slice prefix = slice_of(prefixes[i].text);
        size_t least = prefixes[i].letters == 1 ? 4 : prefixes[i].letters + 2;
        if (slice_starts(word, prefix) && text_chars(word) >= least)
            return (struct slice){word.at + prefix.len, word.len - prefix.len};
    }
    return word;
}

static int by_bytes(const void *a, const void *b)
{
    const struct slice *left = a, *right = b;
    size_t len = left->len < right->len ? left->len : right->len;
    int order = len > 0 ? memcmp(left->at, right->at, len) : 0;
    return order ? order : (left->len > right->len) - (left->len < right->len);
}

/* Writes `list`, sorted, each once. */
static enum err write(struct slice *list, size_t count, struct buffer *out)
{
    size_t before = out->len;
    qsort(list, count, sizeof *list, by_bytes);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && slice_equal(list[i], list[i - 1]))
            continue;
        if (out->len > before)
            buffer_add_byte(out, ' ');
        buffer_add(out, list[i]);
    }
    if (!out->full)
        return ERR_NONE;
    out->len = before;
    return ERR_TEXT_TOO_LONG;
}

enum err search_words(struct slice text, struct buffer *out)
{
    struct buffer folded;
    struct slice run;
    size_t count = 0;
    buffer_init(&folded, FOLDED_BYTES_MAX);
    enum err error = text_fold(text, &folded);
    struct slice left = buffer_slice(&folded);
    /* A word and what parts it from the next are two bytes, and it has two forms. */
    struct slice *list = mem_new((left.len + 2) * sizeof *list);
    while (error == ERR_NONE && run_next(&left, &run)) {
        struct slice stemmed = stem(run);
        list[count++] = run;
        if (stemmed.len != run.len)
            list[count++] = stemmed;
    }
    if (error == ERR_NONE)
        error = write(list, count, out);
    mem_free(list);
    buffer_done(&folded);
    return error;
}

static void form_add(struct search_term *term, struct slice form)
{
    memcpy(term->forms[term->forms_count], form.at, form.len);
    term->forms[term->forms_count++][form.len] = '\0';
}

/* A whole word is looked for by its stem, which each document has that has a word of that stem. */
static struct search_term term_of(struct slice word, bool prefix)
{
    struct search_term term = {.prefix = prefix && text_chars(word) >= PREFIX_POINTS};
    struct slice stemmed = stem(word);
    form_add(&term, stemmed);
    if (term.prefix && stemmed.len != word.len)
        form_add(&term, word);
    return term;
}

enum err search_terms_read(struct slice text, bool prefix, struct search_terms *terms)
{
    struct buffer folded;
    struct slice run;
    terms->count = 0;
    buffer_init(&folded, FOLDED_BYTES_MAX);
    enum err error = text_fold(text, &folded);
    struct slice left = buffer_slice(&folded);
    while (error == ERR_NONE && terms->count < BOUND_SEARCH_ASK_WORDS && run_next(&left, &run)) {
        struct slice rest = left, next;
        bool last = !run_next(&rest, &next);
        terms->list[terms->count++] = term_of(run, prefix && last);
    }
    buffer_done(&folded);
    return error;
}

bool search_term_matches(const struct search_term *term, struct slice word)
{
    for (int i = 0; i < term->forms_count; i++) {
        struct slice form = slice_of(term->forms[i]);
        if (term->prefix ? slice_starts(word, form) : slice_equal(word, form))
            return true;
    }
    return false;
}

bool search_words_next(struct slice *words, struct slice *word)
{
    const char *space = words->len > 0 ? memchr(words->at, ' ', words->len) : NULL;
    size_t len = space ? (size_t)(space - words->at) : words->len;
    *word = (struct slice){words->at, len};
    size_t taken = space ? len + 1 : len;
    *words = (struct slice){words->at + taken, words->len - taken};
    return len > 0;
}

struct slice search_words_begin(struct slice word, int points)
{
    const char *at = word.at, *end = word.at + word.len;
    for (; points > 0 && at < end; points--)
        (void)text_point(&at);
    return points > 0 ? (struct slice){NULL, 0} : (struct slice){word.at, (size_t)(at - word.at)};
}
