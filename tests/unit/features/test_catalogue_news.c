/* SPDX-License-Identifier: Apache-2.0 */
#include "features/catalogue.h"

#include <stdio.h>

#include "core/room_news.h"
#include "features/people.h"
#include "help_room.h"

#define HOUR_MS INT64_C(3600000)

static const struct feature *const features[] = {&people_feature, &catalogue_feature, NULL};

/* What an inbox knows of the session, and what its owner hears: "soon webinar:w1;…". */
struct heard {
    int64_t upto;
    enum news_level level;
    char all[200];
};

static int64_t heard_read(const void *context, struct slice of, int64_t thing)
{
    (void)of, (void)thing;
    return ((const struct heard *)context)->upto;
}

static enum news_level heard_level(const void *context, struct slice of, enum news_thing what,
                                   int64_t seq)
{
    (void)of, (void)what, (void)seq;
    return ((const struct heard *)context)->level;
}

static void hear(void *context, const struct news_item *item)
{
    struct heard *heard = context;
    size_t len = strlen(heard->all);
    snprintf(heard->all + len, sizeof heard->all - len, "%s %.*s;", item->kind, (int)item->of.len,
             item->of.at);
}

static void expect_heard(struct help_room *help, const char *person, struct heard heard,
                         int64_t after_ms, const char *expected)
{
    struct news_reader reader = {.person = slice_of(person), .now_ms = HELP_START_MS + after_ms};
    struct news_out out = {.add = hear, .context = &heard};
    (void)room_news_own(NULL, &reader.own);
    reader.own.read = heard_read;
    reader.own.level = heard_level;
    reader.own.context = &heard;
    room_news(help_room(help), &reader, &out);
    assert_string_equal(heard.all, expected);
}

/* A session three hours ahead, which "o" made and "f" hosts, and for which "k" has registered; "x"
 * has not. */
static struct help_room *academy(void)
{
    struct help_room *help = help_room_new("academy:main", features);
    static const char *const people[] = {
        "{'person':'o','name':'Organiser','roles':['organiser']}",
        "{'person':'f','name':'Of France'}",
        "{'person':'k','name':'Of Kenya'}",
        "{'person':'x','name':'Another'}",
    };
    for (size_t i = 0; i < sizeof people / sizeof people[0]; i++)
        assert_int_equal(help_send(help, "system", "person.add", people[i]), ERR_NONE);
    assert_int_equal(help_sendf(help, "o", "room.create",
                                "{'of':'webinar:w1','template':'webinar','title':{'en':'Traces'},"
                                "'start':%lld,'minutes':60,'who':{'to':'academy'},'hosts':['f'],"
                                "'registration':{'questions':[]}}",
                                (long long)(HELP_START_MS + 3 * HOUR_MS)),
                     ERR_NONE);
    assert_int_equal(help_send(help, "k", "room.register", "{'of':'webinar:w1'}"), ERR_NONE);
    return help;
}

static void a_session_is_told_to_whom_it_is_of(void **state)
{
    struct help_room *help = academy();
    const struct heard none = {0}, follows = {.level = NEWS_FOLLOWING},
                       muted = {.level = NEWS_MUTED};
    expect_heard(help, "k", none, 0, "");
    expect_heard(help, "k", none, 2 * HOUR_MS + 1, "soon webinar:w1;");
    expect_heard(help, "f", none, 2 * HOUR_MS + 1, "soon webinar:w1;");
    expect_heard(help, "x", none, 2 * HOUR_MS + 1, "");
    expect_heard(help, "x", follows, 2 * HOUR_MS + 1, "soon webinar:w1;");
    expect_heard(help, "k", muted, 2 * HOUR_MS + 1, "");
    assert_int_equal(help_send(help, "system", "room.phase", "{'of':'webinar:w1','phase':'live'}"),
                     ERR_NONE);
    expect_heard(help, "k", none, 3 * HOUR_MS, "live webinar:w1;");
    expect_heard(help, "x", none, 3 * HOUR_MS, "");
    assert_int_equal(help_send(help, "system", "room.phase", "{'of':'webinar:w1','phase':'ended'}"),
                     ERR_NONE);
    expect_heard(help, "k", none, 4 * HOUR_MS, "");
    help_room_free(&help);
}

static void
that_it_is_moved_or_called_off_is_told_until_it_is_read_but_not_to_who_did_it(void **state)
{
    struct help_room *help = academy();
    const struct heard none = {0};
    assert_int_equal(help_sendf(help, "f", "room.change", "{'of':'webinar:w1','start':%lld}",
                                (long long)(HELP_START_MS + 5 * HOUR_MS)),
                     ERR_NONE);
    int64_t seq = help_seq(help);
    expect_heard(help, "k", none, 0, "moved webinar:w1;");
    expect_heard(help, "f", none, 0, "");
    expect_heard(help, "x", none, 0, "");
    expect_heard(help, "k", (struct heard){.upto = seq}, 0, "");
    expect_heard(help, "k", none, 6 * HOUR_MS, "");
    assert_int_equal(help_send(help, "o", "room.archive", "{'of':'webinar:w1','archived':true}"),
                     ERR_NONE);
    expect_heard(help, "k", (struct heard){.upto = seq}, 0, "cancelled webinar:w1;");
    expect_heard(help, "f", none, 0, "cancelled webinar:w1;");
    expect_heard(help, "o", (struct heard){.level = NEWS_FOLLOWING}, 0, "");
    expect_heard(help, "k", (struct heard){.upto = help_seq(help)}, 0, "");
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_is_told_to_whom_it_is_of),
        cmocka_unit_test(
            that_it_is_moved_or_called_off_is_told_until_it_is_read_but_not_to_who_did_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
