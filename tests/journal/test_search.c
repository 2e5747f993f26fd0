/* SPDX-License-Identifier: Apache-2.0
 * One suite over every index; and that all of them give the same answers. */
#include <stdio.h>

#include "journal/help_search.h"

static const char w1[] = "webinar:w1", w2[] = "webinar:w2";

static void words_are_found_however_they_are_written(void **state)
{
    struct finder *finder = *state;
    finder_add(finder, w1, 1, "كِتـَاب الأدلّة");
    finder_add(finder, w1, 2, "L’été à Évian, STRASSE");
    finder_add(finder, w1, 3, "والكتاب الآخر: مُحَمَّد");
    assert_int_equal(finder_ask(finder, "كتاب الادله", w1, NULL), 1);
    assert_int_equal(finder->page.hits[0].seq, 1);
    assert_int_equal(finder_ask(finder, "كتاب", w1, NULL), 2);
    assert_int_equal(finder_ask(finder, "الكتاب", w1, NULL), 2);
    assert_int_equal(finder_ask(finder, "محمد", w1, NULL), 1);
    assert_int_equal(finder_ask(finder, "م", w1, NULL), 0);
    assert_int_equal(finder_ask(finder, "ete evian straße", w1, NULL), 1);
    assert_int_equal(finder_ask(finder, "evian paris", w1, NULL), 0);
}

static void a_hit_says_where_it_is(void **state)
{
    struct finder *finder = *state;
    finder_add(finder, w1, 12, "evidence");
    assert_int_equal(finder_ask(finder, "evidence", w1, w2), 1);
    const struct search_hit *hit = &finder->page.hits[0];
    assert_int_equal(hit->seq, 12);
    assert_int_equal(hit->at_ms, 12000);
    assert_string_equal(hit->room, w1);
    assert_string_equal(hit->part, "thread/7");
    assert_string_equal(hit->stamp, "1.0");
}

static void only_the_given_rooms_are_looked_at(void **state)
{
    struct finder *finder = *state;
    finder_add(finder, w1, 1, "evidence");
    finder_add(finder, w2, 1, "evidence");
    assert_int_equal(finder_ask(finder, "evidence", w1, NULL), 1);
    assert_int_equal(finder_ask(finder, "evidence", w1, w2), 2);
    assert_int_equal(finder_ask(finder, "evidence", "webinar:none", NULL), 0);
    const struct search_question nowhere = {.text = SLICE("evidence"), .limit = 10};
    assert_int_equal(search_ask(finder->search, &nowhere, &finder->page), ERR_NONE);
    assert_int_equal(finder->page.count, 0);
}

static void the_last_word_may_be_begun(void **state)
{
    struct finder *finder = *state;
    finder_add(finder, w1, 1, "chain of custody");
    finder_add(finder, w1, 2, "الكتابة");
    assert_int_equal(finder_ask_begin(finder, "chain cus", w1), 1);
    assert_int_equal(finder_ask(finder, "chain cus", w1, NULL), 0);
    assert_int_equal(finder_ask_begin(finder, "cha custody", w1), 0);
    assert_int_equal(finder_ask_begin(finder, "c", w1), 0);
    assert_int_equal(finder_ask_begin(finder, "كتا", w1), 1);
    assert_int_equal(finder_ask_begin(finder, "الكتا", w1), 1);
}

/* What an index's own language would take for orders. */
static void everything_may_be_asked(void **state)
{
    struct finder *finder = *state;
    static const char *const odd[] = {"",          " ",
                                      "\"",        "'",
                                      "''",        "\\",
                                      "AND",       "OR NOT",
                                      "a AND",     "*",
                                      "a*",        "-a",
                                      "NEAR(a b)", "words:a",
                                      "=1",        "'=1'",
                                      "a:*",       "a & b",
                                      "!a",        "(",
                                      ")",         "%",
                                      "_",         "; DROP TABLE doc",
                                      "a\tb\nc",   "\xf0\x9f\x98\x80",
                                      "{a b}:c",   "^a",
                                      "a + b"};
    finder_add(finder, w1, 1, "the AND of words: 'quoted' \"=1\" \\ 100% _x_ o'clock");
    for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++) {
        finder_ask(finder, odd[i], w1, w2);
        finder_ask_begin(finder, odd[i], w1);
    }
    assert_int_equal(finder_ask(finder, "and", w1, NULL), 1);
    assert_int_equal(finder_ask(finder, "clock 1", w1, NULL), 1);
    assert_int_equal(finder_ask(finder, "\"", w1, NULL), 0);
    const struct search_question broken = {.text = SLICE("\xff"), .limit = 1};
    assert_int_equal(search_ask(finder->search, &broken, &finder->page), ERR_TEXT_INVALID);
}

static void pages_follow_one_another(void **state)
{
    struct finder *finder = *state;
    enum { EACH = 25, PAGE = 7 };
    const struct slice rooms[] = {SLICE("webinar:w1"), SLICE("webinar:w2")};
    struct search_question question = {
        .text = SLICE("word"), .rooms = rooms, .rooms_count = 2, .limit = PAGE};
    struct search_hit last;
    int64_t seq = EACH;
    size_t seen = 0;
    for (int64_t n = 1; n <= EACH; n++) {
        finder_add(finder, w1, n, "a word");
        finder_add(finder, w2, n, "a word too");
    }
    for (;;) {
        assert_int_equal(search_ask(finder->search, &question, &finder->page), ERR_NONE);
        if (finder->page.count == 0)
            break;
        for (size_t i = 0; i < finder->page.count; i++, seen++) {
            assert_int_equal(finder->page.hits[i].seq, seq);
            assert_string_equal(finder->page.hits[i].room, seen % 2 ? w2 : w1);
            seq -= (int64_t)(seen % 2);
        }
        last = finder->page.hits[finder->page.count - 1];
        question.after = &last;
    }
    assert_int_equal(seen, 2 * EACH);
}

static void a_document_is_changed_and_taken_out(void **state)
{
    struct finder *finder = *state;
    finder_add(finder, w1, 1, "first words");
    finder_add(finder, w1, 1, "second words");
    assert_int_equal(finder_ask(finder, "first", w1, NULL), 0);
    assert_int_equal(finder_ask(finder, "words", w1, NULL), 1);
    finder_add(finder, w1, 1, " … ");
    assert_int_equal(finder_ask(finder, "words", w1, NULL), 0);
    finder_add(finder, w1, 1, "third words");
    assert_int_equal(finder_ask(finder, "words", w1, NULL), 1);
    finder_forget(finder, w1, 1);
    finder_forget(finder, w1, 1);
    finder_forget(finder, "webinar:none", 1);
    assert_int_equal(finder_ask(finder, "words", w1, NULL), 0);
}

static void what_is_emptied_is_followed_anew(void **state)
{
    struct finder *finder = *state;
    int64_t upto;
    finder_add(finder, w1, 1, "older words");
    finder_add(finder, w2, 1, "older words");
    finder_forget(finder, w2, 1);
    assert_int_equal(search_empty(finder->search), ERR_NONE);
    assert_int_equal(finder_ask(finder, "words", w1, w2), 0);
    assert_int_equal(search_upto(finder->search, slice_of(w1), &upto), ERR_NONE);
    assert_int_equal(upto, 0);
    finder_add(finder, w2, 1, "newer words");
    assert_int_equal(finder_ask(finder, "words", w1, w2), 1);
    finder_clean(finder);
    assert_int_equal(finder_ask_begin(finder, "newer wo", w2), 1);
}

static void who_comes_second_indexes_nothing(void **state)
{
    struct finder *finder = *state;
    const struct search_document document = {.seq = 3, .at_ms = 3, .text = SLICE("twice")};
    struct search_batch batch = {
        .room = SLICE("webinar:w1"), .upto = 5, .documents = &document, .count = 1};
    int64_t upto = -1;
    assert_int_equal(search_upto(finder->search, batch.room, &upto), ERR_NONE);
    assert_int_equal(upto, 0);
    assert_int_equal(search_index(finder->search, &batch), ERR_NONE);
    assert_int_equal(search_index(finder->search, &batch), ERR_ALREADY_EXISTS);
    batch.from = 9;
    batch.upto = 9;
    assert_int_equal(search_index(finder->search, &batch), ERR_ALREADY_EXISTS);
    assert_int_equal(search_upto(finder->search, batch.room, &upto), ERR_NONE);
    assert_int_equal(upto, 5);
    assert_int_equal(finder_ask(finder, "twice", w1, NULL), 1);
}

static void lengths_have_bounds(void **state)
{
    struct finder *finder = *state;
    static char text[BOUND_SEARCH_TEXT_BYTES + 2];
    memset(text, 'x', sizeof text - 1);
    struct search_document document = {.seq = 1, .text = {text, BOUND_SEARCH_TEXT_BYTES + 1}};
    struct search_batch batch = {
        .room = SLICE("webinar:w1"), .upto = 1, .documents = &document, .count = 1};
    assert_int_equal(search_index(finder->search, &batch), ERR_TEXT_TOO_LONG);
    assert_int_equal(finder_ask(finder, "x", w1, NULL), 0);
    document.text.len--;
    assert_int_equal(search_index(finder->search, &batch), ERR_NONE);
    /* Of a long word its begin counts, in a text and in a question. */
    text[BOUND_SEARCH_ASK_BYTES] = '\0';
    assert_int_equal(finder_ask(finder, text, w1, NULL), 1);
    text[BOUND_SEARCH_WORD_BYTES - 1] = '\0';
    assert_int_equal(finder_ask(finder, text, w1, NULL), 0);
    memset(text, 'x', sizeof text - 1);
    const struct search_question long_one = {.text = {text, BOUND_SEARCH_ASK_BYTES + 1}};
    assert_int_equal(search_ask(finder->search, &long_one, &finder->page), ERR_TEXT_TOO_LONG);
    /* The longest decomposition there is, as often as it fits. */
    for (size_t i = 0; i + 4 <= BOUND_SEARCH_TEXT_BYTES; i += 4)
        memcpy(text + i, "\xef\xb7\xba ", 4);
    batch.from = 1;
    batch.upto = document.seq = 2;
    assert_int_equal(search_index(finder->search, &batch), ERR_NONE);
    assert_int_equal(finder_ask(finder, "صلى الله", w1, NULL), 1);
    /* Sixteen words count, and more than that are not looked at. */
    assert_int_equal(finder_ask(finder,
                                "الله الله الله الله الله الله الله الله الله الله الله "
                                "الله الله الله الله الله missing",
                                w1, NULL),
                     1);
}

static void many_rooms_are_asked_at_once(void **state)
{
    struct finder *finder = *state;
    static char names[BOUND_SEARCH_ROOMS][24];
    struct slice rooms[BOUND_SEARCH_ROOMS];
    for (int i = 0; i < BOUND_SEARCH_ROOMS; i++) {
        snprintf(names[i], sizeof names[i], "course:c%d", i);
        rooms[i] = slice_of(names[i]);
        if (i % 8 == 0)
            finder_add(finder, names[i], i + 1, "everywhere");
    }
    const struct search_question question = {.text = SLICE("everywh"),
                                             .prefix = true,
                                             .rooms = rooms,
                                             .rooms_count = BOUND_SEARCH_ROOMS,
                                             .limit = BOUND_SEARCH_PAGE};
    assert_int_equal(search_ask(finder->search, &question, &finder->page), ERR_NONE);
    assert_int_equal(finder->page.count, BOUND_SEARCH_ROOMS / 8);
    for (size_t i = 1; i < finder->page.count; i++)
        assert_true(finder->page.hits[i].at_ms < finder->page.hits[i - 1].at_ms);
}

enum { OLD = 3000, NEW = 3000, GROUP = 250 };

/* What document n of a room says: of the older ones each has a word, of the newer ones few. */
static void crowd_say(bool newer, int n, char text[64])
{
    snprintf(text, 64, "w%d%s%s%s", n % 700, newer ? "" : " older",
             newer && n % 100 ? "" : " common", n % 1500 == 77 ? " rare" : "");
}

static void crowd_fill(struct finder *finder, const char *room, bool newer)
{
    static struct search_document documents[GROUP];
    static char texts[GROUP][64];
    for (int done = 0; done < OLD; done += GROUP) {
        for (int i = 0; i < GROUP; i++) {
            crowd_say(newer, done + i, texts[i]);
            documents[i] = (struct search_document){.seq = done + i + 1,
                                                    .at_ms = (newer ? OLD : 0) + done + i,
                                                    .text = slice_of(texts[i])};
        }
        const struct search_batch batch = {.room = slice_of(room),
                                           .from = done,
                                           .upto = done + GROUP,
                                           .documents = documents,
                                           .count = GROUP};
        assert_int_equal(search_index(finder->search, &batch), ERR_NONE);
    }
}

/* All pages of a word; `last_ms` falls from hit to hit. */
static size_t crowd_count(struct finder *finder, const char *word)
{
    const struct slice rooms[] = {SLICE("course:c1"), SLICE("course:c2"), SLICE("course:c3")};
    struct search_question question = {
        .text = slice_of(word), .rooms = rooms, .rooms_count = 3, .limit = 50};
    struct search_hit last;
    size_t count = 0;
    int64_t last_ms = INT64_MAX;
    do {
        assert_int_equal(search_ask(finder->search, &question, &finder->page), ERR_NONE);
        for (size_t i = 0; i < finder->page.count; i++) {
            assert_true(finder->page.hits[i].at_ms < last_ms);
            last_ms = finder->page.hits[i].at_ms;
        }
        count += finder->page.count;
        if (finder->page.count > 0)
            last = finder->page.hits[finder->page.count - 1];
        question.after = &last;
    } while (finder->page.count > 0);
    return count;
}

static void the_newest_of_many_rooms_come_first(void **state)
{
    struct finder *finder = *state;
    crowd_fill(finder, "course:c1", false);
    crowd_fill(finder, "course:c2", true);
    /* A page of few newer ones and many older ones; words of which none is among the newest. */
    assert_int_equal(crowd_count(finder, "common"), OLD + NEW / 100);
    assert_int_equal(crowd_count(finder, "older"), OLD);
    assert_int_equal(crowd_count(finder, "rare"), 4);
    assert_int_equal(crowd_count(finder, "common rare"), 2);
    assert_int_equal(crowd_count(finder, "nowhere"), 0);
}

/* ---- the same answers --------------------------------------------------------------------------
 */

static unsigned random_state;

static unsigned below(unsigned bound)
{
    random_state = random_state * 1103515245 + 12345;
    return random_state / 65536 % bound;
}

/* Of four languages, each as people write it in several ways; and other things. */
static const char *const vocabulary[] = {
    "كتاب",      "الكتاب", "والكتاب", "كِتـَاب",   "أدلة",     "الأدلّة",   "وزير",    "الوزير",
    "لله",       "مُحَمَّد",   "إلى",     "مدرسة",   "evidence", "Evidence", "o'clock", "custody",
    "cust",      "a-b",    "file",    "ﬁle",     "évidence", "preuve",   "ŒUVRE",   "œuvre",
    "oeuvre",    "naïve",  "n° 5",    "où",      "prueba",   "niño",     "NIÑO",    "mañana",
    "ano",       "año",    "qué",     "STRASSE", "straße",   "५",        "中文",    "Ａ",
    "x\u00adyz", "xyz",    "…",       "«»"};
enum { VOCABULARY = sizeof vocabulary / sizeof vocabulary[0], TRIED = 3, ROOMS = 5 };

static const char *text_make(unsigned words)
{
    static char text[400];
    size_t len = 0;
    text[0] = '\0';
    for (unsigned i = 0; i < words; i++)
        len +=
            (size_t)snprintf(text + len, sizeof text - len, "%s ", vocabulary[below(VOCABULARY)]);
    return text;
}

static const char *room_make(void)
{
    static char room[16];
    snprintf(room, sizeof room, "course:c%u", below(ROOMS));
    return room;
}

static void everywhere_index(struct finder **finders)
{
    const char *room = room_make();
    int64_t seq = 1 + below(60), upto, at_ms = seq / 3 * 10;
    char text[400];
    snprintf(text, sizeof text, "%s", text_make(below(8)));
    const struct search_document document = {
        .seq = seq, .at_ms = at_ms, .stamp = SLICE("2.1"), .text = slice_of(text)};
    for (int i = 0; i < TRIED; i++) {
        assert_int_equal(search_upto(finders[i]->search, slice_of(room), &upto), ERR_NONE);
        const struct search_batch batch = {.room = slice_of(room),
                                           .from = upto,
                                           .upto = upto + 1,
                                           .documents = &document,
                                           .count = 1};
        assert_int_equal(search_index(finders[i]->search, &batch), ERR_NONE);
    }
}

static size_t everywhere_ask(struct finder **finders)
{
    static const char *const names[ROOMS] = {"course:c0", "course:c1", "course:c2", "course:c3",
                                             "course:c4"};
    struct slice rooms[ROOMS];
    char text[400];
    snprintf(text, sizeof text, "%s", text_make(1 + below(2)));
    struct search_question question = {
        .text = slice_of(text), .prefix = below(2), .rooms = rooms, .limit = 1 + below(40)};
    struct search_hit last;
    size_t found = 0;
    for (int i = 0; i < ROOMS; i++)
        if (below(2))
            rooms[question.rooms_count++] = slice_of(names[i]);
    do {
        for (int i = 0; i < TRIED; i++)
            assert_int_equal(search_ask(finders[i]->search, &question, &finders[i]->page),
                             ERR_NONE);
        const struct search_page *page = &finders[0]->page;
        for (int i = 1; i < TRIED; i++) {
            const struct search_page *other = &finders[i]->page;
            if (other->count != page->count)
                fail_msg("'%s': %zu and %zu hits", text, page->count, other->count);
            for (size_t n = 0; n < page->count; n++) {
                assert_int_equal(other->hits[n].seq, page->hits[n].seq);
                assert_int_equal(other->hits[n].at_ms, page->hits[n].at_ms);
                assert_string_equal(other->hits[n].room, page->hits[n].room);
                assert_string_equal(other->hits[n].stamp, page->hits[n].stamp);
            }
        }
        found += page->count;
        if (page->count > 0)
            last = page->hits[page->count - 1];
        question.after = &last;
    } while (finders[0]->page.count > 0);
    return found;
}

static void all_give_the_same_answers(void **state)
{
    struct finder *finders[TRIED] = {finder_new(MEMORY), finder_new(SQLITE), finder_new(POSTGRES)};
    size_t found = 0;
    random_state = 7;
    for (int n = 0; n < 500; n++) {
        everywhere_index(finders);
        if (below(8) == 0) {
            const char *room = room_make();
            int64_t seq = 1 + below(60);
            for (int i = 0; i < TRIED; i++)
                finder_forget(finders[i], room, seq);
        }
        found += everywhere_ask(finders);
        found += everywhere_ask(finders);
    }
    print_message("1000 questions, %zu hits, the same from all\n", found);
    assert_true(found > 1000);
    for (int i = 0; i < TRIED; i++)
        finder_done(finders[i]);
}

int main(void)
{
    static const struct CMUnitTest cases[] = {
        FINDER_CASE(words_are_found_however_they_are_written),
        FINDER_CASE(a_hit_says_where_it_is),
        FINDER_CASE(only_the_given_rooms_are_looked_at),
        FINDER_CASE(the_last_word_may_be_begun),
        FINDER_CASE(everything_may_be_asked),
        FINDER_CASE(pages_follow_one_another),
        FINDER_CASE(a_document_is_changed_and_taken_out),
        FINDER_CASE(what_is_emptied_is_followed_anew),
        FINDER_CASE(who_comes_second_indexes_nothing),
        FINDER_CASE(lengths_have_bounds),
        FINDER_CASE(many_rooms_are_asked_at_once),
        FINDER_CASE(the_newest_of_many_rooms_come_first),
    };
    const struct CMUnitTest together[] = {cmocka_unit_test(all_give_the_same_answers)};
    cluster_open();
    int failed = finder_run(MEMORY, cases, sizeof cases / sizeof cases[0]);
    failed += cmocka_run_group_tests(together, NULL, NULL);
    cluster_close();
    return failed;
}
