/* SPDX-License-Identifier: Apache-2.0
 * See help_search.h. */
#include "journal/help_search.h"

#include "help/temporary.h"

#include <stdio.h>
#include <stdlib.h>

void finder_open(struct finder *finder)
{
    char why[256] = "";
    if (finder->kind == MEMORY)
        finder->search = search_memory_open();
    else if (finder->kind == SQLITE)
        finder->search = sqlite_search_open(finder->path, why, sizeof why);
    else
        finder->search = postgres_search_open(finder->path, why, sizeof why);
    if (!finder->search)
        fail_msg("%s", why);
}

void finder_close(struct finder *finder)
{
    search_close(&finder->search);
    assert_null(finder->search);
}

struct finder *finder_new(enum kind kind)
{
    struct finder *finder = calloc(1, sizeof *finder);
    assert_non_null(finder);
    finder->kind = kind;
    snprintf(finder->folder, sizeof finder->folder, "%s/muster-search-XXXXXX", temporary());
    assert_non_null(mkdtemp(finder->folder));
    snprintf(finder->path, sizeof finder->path, "%s/search.db", finder->folder);
    if (kind == POSTGRES) {
        cluster_reset("a");
        cluster_url("a", finder->path);
    }
    finder_open(finder);
    return finder;
}

void finder_done(struct finder *finder)
{
    char command[96];
    finder_close(finder);
    snprintf(command, sizeof command, "rm -rf %s", finder->folder);
    assert_int_equal(system(command), 0);
    free(finder);
}

void finder_add(struct finder *finder, const char *room, int64_t seq, const char *text)
{
    int64_t upto;
    assert_int_equal(search_upto(finder->search, slice_of(room), &upto), ERR_NONE);
    const struct search_document document = {.seq = seq,
                                             .at_ms = 1000 * seq,
                                             .part = SLICE("thread/7"),
                                             .stamp = SLICE("1.0"),
                                             .text = slice_of(text)};
    const struct search_batch batch = {
        .room = slice_of(room), .from = upto, .upto = upto + 1, .documents = &document, .count = 1};
    assert_int_equal(search_index(finder->search, &batch), ERR_NONE);
}

static size_t asked(struct finder *finder, const struct search_question *question)
{
    assert_int_equal(search_ask(finder->search, question, &finder->page), ERR_NONE);
    return finder->page.count;
}

size_t finder_ask(struct finder *finder, const char *text, const char *room, const char *other)
{
    const struct slice rooms[] = {slice_of(room), slice_of(other)};
    const struct search_question question = {
        .text = slice_of(text), .rooms = rooms, .rooms_count = other ? 2 : 1, .limit = 100};
    return asked(finder, &question);
}

size_t finder_ask_begin(struct finder *finder, const char *text, const char *room)
{
    const struct slice rooms[] = {slice_of(room)};
    const struct search_question question = {
        .text = slice_of(text), .prefix = true, .rooms = rooms, .rooms_count = 1, .limit = 100};
    return asked(finder, &question);
}

void finder_forget(struct finder *finder, const char *room, int64_t seq)
{
    assert_int_equal(search_forget(finder->search, slice_of(room), &seq, 1), ERR_NONE);
}

unsigned finder_clean(struct finder *finder)
{
    unsigned steps = 0;
    for (bool left = true; left; steps++)
        assert_int_equal(search_clean(finder->search, &left), ERR_NONE);
    return steps;
}

int finder_setup(void **state)
{
    *state = finder_new(*(const enum kind *)*state);
    return 0;
}

int finder_teardown(void **state)
{
    finder_done(*state);
    return 0;
}

int finder_run(enum kind first, const struct CMUnitTest *cases, size_t count)
{
    static const enum kind kinds[] = {MEMORY, SQLITE, POSTGRES};
    static const char *const names[] = {"memory", "sqlite", "postgresql"};
    int failed = 0;
    for (int kind = first; kind <= POSTGRES; kind++) {
        struct CMUnitTest tests[32];
        assert_true(count <= sizeof tests / sizeof tests[0]);
        memcpy(tests, cases, count * sizeof *cases);
        for (size_t i = 0; i < count; i++)
            tests[i].initial_state = (void *)&kinds[kind];
        failed += _cmocka_run_group_tests(names[kind], tests, count, NULL, NULL);
    }
    return failed;
}
