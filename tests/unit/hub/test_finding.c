/* SPDX-License-Identifier: Apache-2.0
 * Finding with an index in memory, and what follows the journal into it. */
#include "hub/finding.h"

#include "followers/indexing.h"
#include "help/kinds.h"
#include "journal/search_backend.h"
#include "unit/hub/help_hub.h"

/* A rig, and an index that follows its journal. */
struct search_rig {
    struct rig rig;
    struct searcher *searcher;
    struct indexing *indexing;
};

struct answered {
    bool done;
    enum err error;
    char json[65536];
};

static void open_with(struct search_rig *search, int64_t find_ms)
{
    rig_open(&search->rig, NULL);
    search->searcher = searcher_new(search->rig.loop, search_memory_open());
    const struct hub_options options = {.searcher = search->searcher, .find_ms = find_ms};
    rig_restart_with(&search->rig, &options);
    search->indexing =
        indexing_new(search->rig.loop, search->rig.journal, help_kinds(), search->searcher);
}

static void follow(struct search_rig *search)
{
    loop_pass(search->rig.loop, 1000);
    rig_turn(&search->rig);
    struct indexing_stats stats = indexing_stats(search->indexing);
    assert_int_equal(stats.waiting, 0);
    assert_false(stats.looking || stats.refused);
    assert_int_equal(stats.failures, 0);
}

static void finish(struct search_rig *search)
{
    indexing_free(&search->indexing);
    rig_turn(&search->rig);
    searcher_close(&search->searcher);
    rig_close(&search->rig);
}

static void keep(void *context, const struct hub_answer *answer)
{
    struct answered *answered = context;
    assert_false(answered->done);
    answered->done = true;
    answered->error = answer->error;
    snprintf(answered->json, sizeof answered->json, "%.*s", (int)answer->json.len,
             answer->json.at ? answer->json.at : "");
}

static void begin(struct search_rig *search, const char *who, const char *words, size_t limit,
                  struct answered *answered)
{
    const struct actor actor = {.id = slice_of(who)};
    const struct hub_find what = {
        .words = slice_of(words), .room = SLICE("webinar:w1"), .limit = limit};
    answered->done = false;
    hub_find(search->rig.hub, &actor, &what, keep, answered);
    assert_false(answered->done);
}

static struct answered answered;

static const char *find(struct search_rig *search, const char *who, const char *words)
{
    begin(search, who, words, 10, &answered);
    rig_turn(&search->rig);
    assert_true(answered.done);
    return answered.error ? error_name(answered.error) : answered.json;
}

static unsigned count(const char *json, const char *text)
{
    unsigned found = 0;
    for (const char *at = json; (at = strstr(at, text)); at += strlen(text))
        found++;
    return found;
}

static void take_back(struct search_rig *search, int64_t message)
{
    char data[128];
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"d%lld\",\"message\":%lld}",
             (long long)message, (long long)message);
    assert_true(rig_command(&search->rig, "host", "chat.delete", data) > 0);
}

static void what_was_said_is_found_with_its_place(void **state)
{
    struct search_rig search;
    open_with(&search, 0);
    rig_say(&search.rig, "A needle in the hay");
    follow(&search);
    const char *json = find(&search, "p1", "NEEDLE hay");
    assert_non_null(strstr(json, "\"kind\":\"message\""));
    assert_non_null(strstr(json, "\"by\":\"host\",\"name\":\"host\""));
    assert_non_null(strstr(json, "\"text\":\"A needle in the hay\",\"found\":[2,8,16,19]"));
    assert_non_null(strstr(json, "\"rooms\":{\"webinar:w1\":{\"title\":{\"en\":\"W\"}}}}"));
    assert_string_equal(find(&search, "p1", "needle haystack"), "{\"hits\":[],\"rooms\":{}}");
    assert_string_equal(find(&search, "p1", "?!"), "{\"hits\":[],\"rooms\":{}}");
    finish(&search);
}

static void what_was_there_before_is_found_too_and_each_once(void **state)
{
    struct search_rig search;
    open_with(&search, 0);
    indexing_free(&search.indexing);
    rig_turn(&search.rig);
    for (int i = 0; i < 300; i++)
        rig_say(&search.rig, i % 100 ? "straw" : "a needle");
    search.indexing =
        indexing_new(search.rig.loop, search.rig.journal, help_kinds(), search.searcher);
    rig_turn(&search.rig);
    follow(&search);
    assert_int_equal(count(find(&search, "p1", "needle"), "\"kind\""), 3);
    rig_say(&search.rig, "one needle more");
    follow(&search);
    assert_int_equal(count(find(&search, "p1", "needle"), "\"kind\""), 4);
    finish(&search);
}

/* The index holds it still: the room says that it does not stand. */
static void what_is_deleted_is_found_by_nobody_from_then_on(void **state)
{
    struct search_rig search;
    open_with(&search, 0);
    int64_t first = rig_say(&search.rig, "first needle"), last;
    last = rig_say(&search.rig, "last needle");
    follow(&search);
    assert_int_equal(count(find(&search, "host", "needle"), "\"kind\""), 2);
    take_back(&search, last);
    const char *json = find(&search, "host", "needle");
    assert_int_equal(count(json, "\"kind\""), 1);
    assert_null(strstr(json, "last"));
    /* While it is looked for. */
    struct pending pending;
    char data[128];
    begin(&search, "host", "needle", 10, &answered);
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"m\",\"message\":%lld}",
             (long long)first);
    rig_send(&search.rig, "host", "chat.delete", data, &pending);
    rig_turn(&search.rig);
    assert_true(pending.done && pending.result > 0 && answered.done);
    assert_string_equal(find(&search, "host", "needle"), "{\"hits\":[],\"rooms\":{}}");
    finish(&search);
}

/* Behind more than a page of what does not stand any more. */
static void a_page_is_filled_up_and_its_next_names_what_is_shown(void **state)
{
    struct search_rig search;
    open_with(&search, 0);
    int64_t gone[120];
    rig_say(&search.rig, "needle one");
    rig_say(&search.rig, "needle two");
    for (int i = 0; i < 120; i++)
        gone[i] = rig_say(&search.rig, "needle gone");
    follow(&search);
    for (int i = 0; i < 120; i++)
        take_back(&search, gone[i]);
    const char *json = find(&search, "p1", "needle");
    assert_int_equal(count(json, "\"kind\""), 2);
    assert_null(strstr(json, "next"));
    begin(&search, "p1", "needle", 1, &answered);
    rig_turn(&search.rig);
    assert_int_equal(count(answered.json, "\"kind\""), 1);
    assert_non_null(strstr(answered.json, "needle two"));
    assert_non_null(strstr(answered.json, "\"next\""));
    finish(&search);
}

static void nothing_found_in_the_time_there_is_says_so(void **state)
{
    struct search_rig search;
    open_with(&search, -1);
    rig_say(&search.rig, "needle one");
    int64_t gone[60];
    for (int i = 0; i < 60; i++)
        gone[i] = rig_say(&search.rig, "needle gone");
    follow(&search);
    for (int i = 0; i < 60; i++)
        take_back(&search, gone[i]);
    assert_string_equal(find(&search, "p1", "needle"), error_name(ERR_SEARCH_SLOW));
    finish(&search);
}

static void who_asks_too_much_or_where_is_no_index_is_told(void **state)
{
    struct search_rig search;
    static struct answered many[70];
    unsigned refused = 0;
    open_with(&search, 0);
    for (int i = 0; i < 70; i++)
        begin(&search, "p1", "needle", 10, &many[i]);
    rig_turn(&search.rig);
    for (int i = 0; i < 70; i++)
        refused += many[i].done && many[i].error == ERR_TOO_MANY_REQUESTS;
    assert_int_equal(refused, 6);
    static char words[BOUND_SEARCH_ASK_BYTES + 2];
    memset(words, 'x', sizeof words - 1);
    assert_string_equal(find(&search, "p1", words), error_name(ERR_TEXT_TOO_LONG));
    assert_string_equal(find(&search, "p1", "\xff"), error_name(ERR_TEXT_INVALID));
    rig_restart(&search.rig);
    assert_string_equal(find(&search, "p1", "needle"), error_name(ERR_NOT_AVAILABLE));
    finish(&search);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_said_is_found_with_its_place),
        cmocka_unit_test(what_was_there_before_is_found_too_and_each_once),
        cmocka_unit_test(what_is_deleted_is_found_by_nobody_from_then_on),
        cmocka_unit_test(a_page_is_filled_up_and_its_next_names_what_is_shown),
        cmocka_unit_test(nothing_found_in_the_time_there_is_says_so),
        cmocka_unit_test(who_asks_too_much_or_where_is_no_index_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
