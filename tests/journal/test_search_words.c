/* SPDX-License-Identifier: Apache-2.0
 * Words of texts and of questions, and the pieces that are shown of what was found. */
#include "journal/search_words.h"

#include <stdlib.h>

#include "journal/help_journal.h"
#include "journal/search_snippet.h"

static const char *words_of(const char *text)
{
    static char words[1000];
    struct buffer out;
    buffer_init(&out, sizeof words - 1);
    assert_int_equal(search_words(slice_of(text), &out), ERR_NONE);
    memcpy(words, out.len > 0 ? out.bytes : "", out.len);
    words[out.len] = '\0';
    buffer_done(&out);
    return words;
}

static void words_are_runs_of_letters_each_once(void **state)
{
    assert_string_equal(words_of("Hello, hello WORLD-wide world's"), "hello s wide world");
    assert_string_equal(words_of("state-of-the-art 3.5 a_b user@example.org"),
                        "3 5 a art b example of org state the user");
    assert_string_equal(words_of(" … !? \xf0\x9f\x98\x80 "), "");
    assert_string_equal(words_of(""), "");
    assert_string_equal(words_of("हिन्दी ภาษาไทย"), "हिन्दी ภาษาไทย");
}

static void arabic_words_have_their_stem_beside_them(void **state)
{
    assert_string_equal(words_of("الكتاب"), "الكتاب كتاب");
    assert_string_equal(words_of("وَالكِتـَاب"), "كتاب والكتاب");
    assert_string_equal(words_of("للكتاب"), "كتاب للكتاب");
    /* Too little would be left. */
    assert_string_equal(words_of("ال وال الف ولد"), "ال الف وال ولد");
}

static void words_that_do_not_fit_are_not_written(void **state)
{
    struct buffer out;
    buffer_init(&out, 12);
    buffer_add(&out, SLICE("before"));
    assert_int_equal(search_words(SLICE("some words"), &out), ERR_TEXT_TOO_LONG);
    assert_true(slice_is(buffer_slice(&out), "before"));
    assert_int_equal(search_words(SLICE("\xc0\x80"), &out), ERR_TEXT_INVALID);
    buffer_done(&out);
}

static void a_text_is_found_by_each_word_of_it(void **state)
{
    static const char text[] = "والكتاب الأدلّة, L’été à STRASSE ﬁle Ａ x\u00adyz ½ ﷺ 中文";
    struct search_terms terms;
    assert_int_equal(search_terms_read(slice_of(text), true, &terms), ERR_NONE);
    assert_true(terms.count > 10);
    for (size_t i = 0; i < terms.count; i++) {
        struct slice words = slice_of(words_of(text)), word;
        bool found = false;
        while (search_words_next(&words, &word))
            found = found || search_term_matches(&terms.list[i], word);
        assert_true(found);
    }
}

static void piece(const char *text, const char *asked, struct search_snippet *snippet)
{
    search_snippet(slice_of(text), slice_of(asked), false, snippet);
}

static void assert_span(const struct search_snippet *snippet, size_t n, const char *word)
{
    assert_true(n < snippet->count);
    const struct slice span = {snippet->piece.at + snippet->spans[n].begin, snippet->spans[n].len};
    assert_true(slice_is(span, word));
}

static void what_was_asked_for_is_marked(void **state)
{
    struct search_snippet snippet;
    piece("Read «كِتـَاب الأدلّة» first, then the Évidence.", "كتاب الادله evidence", &snippet);
    assert_int_equal(snippet.count, 3);
    assert_span(&snippet, 0, "كِتـَاب");
    assert_span(&snippet, 1, "الأدلّة");
    assert_span(&snippet, 2, "Évidence");
    piece("ex\u00adam\u00adple", "example", &snippet);
    assert_span(&snippet, 0, "ex\u00adam\u00adple");
    search_snippet(SLICE("the custody"), SLICE("cust"), true, &snippet);
    assert_span(&snippet, 0, "custody");
}

static void a_piece_is_cut_between_words(void **state)
{
    char text[4000] = "";
    struct search_snippet snippet;
    for (int i = 0; i < 200; i++)
        strcat(text, i == 150 ? "needle " : "été ouvert ");
    piece(text, "needle", &snippet);
    assert_int_equal(snippet.count, 1);
    assert_span(&snippet, 0, "needle");
    assert_true(snippet.piece.len > 150 && snippet.piece.len < 400);
    assert_true(slice_starts(snippet.piece, SLICE("été ")) ||
                slice_starts(snippet.piece, SLICE("ouvert ")));
    struct slice last = {snippet.piece.at + snippet.piece.len - 1, 1};
    assert_true(slice_is(last, "t") || (unsigned char)*last.at == 0xa9);
    piece(text, "missing", &snippet);
    assert_int_equal(snippet.count, 0);
    assert_ptr_equal(snippet.piece.at, text);
}

/* No space at all, and marks that belong to a letter. */
static void a_piece_of_one_long_word_is_cut_between_letters(void **state)
{
    char text[4000] = "";
    struct search_snippet snippet;
    for (int i = 0; i < 300; i++)
        strcat(text, "a\u0323\u0301");
    piece(text, "b", &snippet);
    assert_int_equal(snippet.piece.len % strlen("a\u0323\u0301"), 0);
    assert_true(snippet.piece.len > 0 && snippet.piece.len < strlen(text));
    piece("", "b", &snippet);
    assert_int_equal(snippet.piece.len, 0);
    piece("\xff", "b", &snippet);
    assert_int_equal(snippet.piece.len, 0);
    piece("text", "\xff", &snippet);
    assert_true(slice_is(snippet.piece, "text"));
    assert_int_equal(snippet.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_runs_of_letters_each_once),
        cmocka_unit_test(arabic_words_have_their_stem_beside_them),
        cmocka_unit_test(words_that_do_not_fit_are_not_written),
        cmocka_unit_test(a_text_is_found_by_each_word_of_it),
        cmocka_unit_test(what_was_asked_for_is_marked),
        cmocka_unit_test(a_piece_is_cut_between_words),
        cmocka_unit_test(a_piece_of_one_long_word_is_cut_between_letters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
