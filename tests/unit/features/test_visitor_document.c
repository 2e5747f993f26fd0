/* SPDX-License-Identifier: Apache-2.0
 * Documents that a guest was let into (server/features/document_area.c): these, whole, and nothing
 * of the others. */
#include "features/visitor.h"

#include <stdio.h>
#include <string.h>

#include "base/unused.h"
#include "core/room_finds.h"
#include "core/room_news.h"
#include "help_course.h"

#define CANARY "Elsewhere alone"
#define UNTIL  "1700000060000"
#define OF_PDF "'bytes':9,'type':'pdf','for':'staff'"

/* Documents n, which is named, o, which is not, and c, of a cohort; of the first two each has two
 * versions, the older one a file. A post of a topic that is named cites both, and one elsewhere. */
struct course {
    struct help_room *help;
    struct document {
        int64_t document, file, version, post;
    } n, o;
    int64_t c, t, elsewhere;
};

static struct document document(struct help_room *help, const char *words, const char *by)
{
    struct document made = {0};
    made.document = help_did(help, by, "document.add",
                             help_text("{'title':'%s','text':'%s','kind':'book','authors':['%s']}",
                                       words, words, words));
    made.file = help_did(help, by, "file.add",
                         help_text("{'blob':'b%s',%s,'name':'%s.pdf'}", by, OF_PDF, words));
    made.version = help_did(help, by, "document.version",
                            help_text("{'document':%lld,'file':%lld,'note':'%s'}",
                                      (long long)made.document, (long long)made.file, words));
    (void)help_did(help, by, "document.version",
                   help_text("{'document':%lld,'url':'https://example.org/%s','note':'%s'}",
                             (long long)made.document, by, words));
    return made;
}

static int64_t topic(struct help_room *help, const char *title)
{
    return help_did(help, "m1", "topic.add",
                    help_text("{'title':{'en':'%s'},'kind':'discussion'}", title));
}

static int64_t cites(const struct course *course, int64_t topic, const char *words,
                     int64_t document)
{
    return help_did(course->help, "u1", "forum.thread",
                    help_text("{'topic':%lld,'title':'%s','text':'%s /course/c1/document/%lld'}",
                              (long long)topic, words, words, (long long)document));
}

static struct course course_new(void)
{
    struct course course = {.help = help_course_new()};
    struct help_room *help = course.help;
    (void)help_did(help, "h1", "member.policy", "{'policy':'members'}");
    (void)help_did(help, "h1", "member.set", "{'whom':'u1','role':'participant'}");
    (void)help_did(help, "h1", "cohort.add", "{'title':{'en':'A'}}");
    help_follow_rings(help, RINGS_VISITING);
    help_follow_person(help, "g1");
    course.n = document(help, "Named", "h1");
    course.o = document(help, CANARY, "m1");
    course.c =
        help_did(help, "m1", "document.add", "{'title':'" CANARY "','kind':'book','cohorts':[1]}");
    course.t = topic(help, "Named");
    course.elsewhere = topic(help, CANARY);
    course.n.post = cites(&course, course.t, "Read", course.n.document);
    (void)cites(&course, course.elsewhere, CANARY, course.n.document);
    course.o.post = cites(&course, course.t, "Read", course.o.document);
    (void)cites(&course, course.elsewhere, CANARY, course.o.document);
    return course;
}

static enum err let_in(const struct course *course, int64_t document, const char *more)
{
    return help_send(course->help, "m1", "visitor.set",
                     help_text("{'whom':'g1','name':'Expert','until':" UNTIL
                               ",'documents':[%lld]%s}",
                               (long long)document, more));
}

/* The same, and into the topic. */
static struct course visited(const char *more)
{
    struct course course = course_new();
    assert_int_equal(let_in(&course, course.n.document,
                            help_text(",'topics':[%lld]%s", (long long)course.t, more)),
                     ERR_NONE);
    return course;
}

static const char *of(int64_t document)
{
    return help_text("{'document':%lld}", (long long)document);
}

/* What somebody is answered, as text; the name of the error when they are refused. */
static const char *asked(const struct course *course, const char *by, const char *query,
                         const char *data)
{
    static char at[2][65536];
    static int turn;
    char *out = at[turn++ % 2];
    struct buffer answer;
    buffer_init(&answer, BOUND_VIEW_BYTES);
    enum err error = help_query(course->help, by, query, data, &answer);
    if (error)
        snprintf(out, sizeof at[0], "%s", error_name(error));
    else
        snprintf(out, sizeof at[0], "%.*s", (int)answer.len, answer.bytes);
    buffer_done(&answer);
    return out;
}

static bool stands_in(const struct course *course, const char *person, int64_t document)
{
    struct part part = help_part(course->help, document);
    assert_string_equal(part.kind->name, "document");
    return !rings_none(room_part_rings(help_room(course->help), &part, slice_of(person)));
}

static void a_guest_reads_the_documents_that_are_named_as_members_do(void **state)
{
    static const char *const queries[] = {"document.get", "document.cite"};
    struct course course = visited("");
    for (size_t i = 0; i < 2; i++)
        assert_string_equal(asked(&course, "g1", queries[i], of(course.n.document)),
                            asked(&course, "u1", queries[i], of(course.n.document)));
    assert_non_null(strstr(asked(&course, "g1", "document.get", of(course.n.document)),
                           help_text("\"version\":%lld", (long long)course.n.version)));
    const char *file = help_text("{'file':%lld}", (long long)course.n.file);
    assert_string_equal(asked(&course, "g1", "file.get", file),
                        asked(&course, "u1", "file.get", file));
    assert_non_null(strstr(asked(&course, "g1", "file.get", file), "/api/blobs/bh1"));
    assert_true(stands_in(&course, "g1", course.n.document));
    expect_me(course.help, "g1", "visitor/documents",
              help_text("[%lld]", (long long)course.n.document));
    help_room_free(&course.help);
}

/* Neither by a query nor by a file nor as a part: as what is not there. */
static void another_document_is_not_there(void **state)
{
    static const char *const queries[] = {"document.get", "document.cite"};
    struct course course = visited(",'writes':true");
    static const int64_t missing = 999999;
    const int64_t others[] = {course.o.document, course.c, missing};
    for (size_t i = 0; i < 2; i++)
        for (size_t o = 0; o < 3; o++)
            assert_string_equal(asked(&course, "g1", queries[i], of(others[o])), "not_found");
    for (size_t o = 0; o < 2; o++)
        assert_false(stands_in(&course, "g1", others[o]));
    const char *file = help_text("{'file':%lld}", (long long)course.o.file);
    assert_string_equal(asked(&course, "g1", "file.get", file), "not_found");
    assert_non_null(strstr(asked(&course, "u1", "file.get", file), CANARY));
    assert_string_equal(asked(&course, "g1", "document.list", "{}"), "permission_denied");
    const char *places = asked(&course, "g1", "visitor.places", "{}");
    assert_non_null(strstr(
        places, help_text("\"documents\":{\"%lld\":{\"at\":", (long long)course.n.document)));
    assert_non_null(strstr(places, "\"title\":\"Named\""));
    assert_null(strstr(places, CANARY));
    expect_view(course.help, RINGS_VISITING, "document", NULL);
    expect_unseen(course.help, RINGS_VISITING, CANARY);
    help_room_free(&course.help);
}

static void where_one_is_cited_is_said_of_named_places_alone(void **state)
{
    struct course course = visited("");
    const struct document *const each[] = {&course.n, &course.o};
    for (size_t i = 0; i < 2; i++) {
        const char *cited = asked(&course, "g1", "document.cited", of(each[i]->document));
        assert_non_null(strstr(cited, help_text("\"post\":%lld", (long long)each[i]->post)));
        assert_null(strstr(cited, CANARY));
        cited = asked(&course, "u1", "document.cited", of(each[i]->document));
        assert_non_null(strstr(cited, CANARY));
    }
    assert_int_equal(let_in(&course, course.n.document, ""), ERR_NONE);
    assert_string_equal(asked(&course, "g1", "document.cited", of(course.n.document)),
                        "{\"places\":[]}");
    help_room_free(&course.help);
}

static void note(void *context, const struct news_item *item)
{
    ++*(int *)context;
    UNUSED(item);
}

static void nothing_of_documents_is_new_and_nothing_found_for_a_guest(void **state)
{
    struct course course = visited("");
    struct news_reader reader = {.person = SLICE("g1"), .now_ms = HELP_START_MS};
    struct find_item item;
    int told = 0;
    struct news_out out = {.add = note, .context = &told};
    const int64_t both[] = {course.n.document, course.o.document};
    (void)room_news_own(NULL, &reader.own);
    room_news(help_room(course.help), &reader, &out);
    assert_int_equal(told, 0);
    for (size_t i = 0; i < 2; i++) {
        const char *place = help_text("document/%lld", (long long)both[i]);
        assert_true(
            room_finds_sees(help_room(course.help), SLICE("u1"), slice_of(place), both[i], &item));
        assert_false(
            room_finds_sees(help_room(course.help), SLICE("g1"), slice_of(place), both[i], &item));
    }
    help_room_free(&course.help);
}

static void a_guest_changes_no_document(void **state)
{
    static const char *const acts[][2] = {
        {"document.add", "'title':'A','kind':'book'"},
        {"document.edit", "'said':1,'title':'A','kind':'book'"},
        {"document.version", "'url':'https://example.org/'"},
        {"document.drop", "'version':1"},
        {"document.remove", "'why':'W'"},
        {"document.policy", "'members':true"},
    };
    struct course course = visited(",'writes':true");
    const int64_t each[] = {course.n.document, course.o.document, 999999};
    (void)help_did(course.help, "h1", "document.policy", "{'members':true}");
    for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++)
        for (size_t d = 0; d < 3; d++)
            assert_int_equal(
                help_send(course.help, "g1", acts[i][0],
                          help_text("{'document':%lld,%s}", (long long)each[d], acts[i][1])),
                ERR_PERMISSION_DENIED);
    help_room_free(&course.help);
}

/* Their copy follows it, and ends with it. */
static void whoever_looks_at_one_is_told_that_it_is_another_or_gone(void **state)
{
    struct course course = visited("");
    struct help_room *help = course.help;
    int64_t seq = course.n.document, before = help_seq(help);
    struct part part = help_part(help, seq);
    help_follow_part_as(help, RINGS_INSIDE, seq);
    help_follow_part_as(help, RINGS_INSIDE, course.o.document);
    (void)help_did(help, "h1", "document.edit",
                   help_text("{'document':%lld,'said':%lld,'title':'Anew','kind':'book'}",
                             (long long)seq, (long long)seq));
    assert_true(help_seq(help) > before);
    expect_part(help, RINGS_INSIDE, seq, "document",
                help_text("{'changed':%lld}", (long long)help_seq(help)));
    expect_part(help, RINGS_INSIDE, course.o.document, "document",
                help_text("{'changed':%lld}", (long long)course.o.document + 3));
    (void)help_did(
        help, "h1", "document.drop",
        help_text("{'document':%lld,'version':%lld}", (long long)seq, (long long)course.n.version));
    expect_part(help, RINGS_INSIDE, seq, "document",
                help_text("{'changed':%lld}", (long long)help_seq(help)));
    const char *file = help_text("{'file':%lld}", (long long)course.n.file);
    assert_string_equal(asked(&course, "g1", "file.get", file), "not_found");
    assert_true(stands_in(&course, "g1", seq));
    (void)help_did(help, "h1", "document.remove", of(seq));
    assert_false(room_part_exists(help_room(help), &part));
    assert_string_equal(asked(&course, "g1", "document.get", of(seq)), "not_found");
    assert_non_null(strstr(asked(&course, "g1", "visitor.places", "{}"), "\"documents\":{}"));
    /* It cannot be named again. */
    assert_int_equal(let_in(&course, seq, ""), ERR_NOT_FOUND);
    help_room_free(&course.help);
}

static void what_is_erased_of_one_is_not_among_the_places(void **state)
{
    struct course course = visited("");
    assert_int_equal(help_send(course.help, "system", "room.erase",
                               help_text("{'seqs':[%lld]}", (long long)course.n.document)),
                     ERR_NONE);
    assert_non_null(strstr(asked(&course, "g1", "visitor.places", "{}"), "\"documents\":{}"));
    assert_string_equal(asked(&course, "g1", "document.get", of(course.n.document)),
                        asked(&course, "u1", "document.get", of(course.n.document)));
    help_room_free(&course.help);
}

static void one_is_named_that_is_there_and_for_everybody_and_once(void **state)
{
    struct course course = course_new();
    assert_int_equal(let_in(&course, course.c, ""), ERR_NOT_FOUND);
    assert_int_equal(let_in(&course, 999999, ""), ERR_NOT_FOUND);
    assert_int_equal(let_in(&course, course.t, ""), ERR_NOT_FOUND);
    assert_int_equal(
        help_send(course.help, "m1", "visitor.set",
                  help_text("{'whom':'g1','until':" UNTIL ",'documents':[%lld,%lld]}",
                            (long long)course.n.document, (long long)course.n.document)),
        ERR_BAD_REQUEST);
    assert_int_equal(help_send(course.help, "m1", "visitor.set",
                               "{'whom':'g1','until':" UNTIL ",'documents':[]}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(room_role(help_room(course.help), SLICE("g1")), ROLE_NONE);
    assert_int_equal(let_in(&course, course.n.document, ""), ERR_NONE);
    assert_int_equal(room_role(help_room(course.help), SLICE("g1")), ROLE_VISITOR);
    /* Another in its place. */
    assert_int_equal(let_in(&course, course.o.document, ""), ERR_NONE);
    assert_false(stands_in(&course, "g1", course.n.document));
    assert_true(stands_in(&course, "g1", course.o.document));
    help_room_free(&course.help);
}

/* By the clock, by hand, as who becomes a member, and as who was one and looks after some. */
static void it_ends_with_the_stay(void **state)
{
    struct course course = visited("");
    struct help_room *help = course.help;
    assert_int_equal(help_tick(help, HELP_START_MS + 3600000), 1);
    assert_false(stands_in(&course, "g1", course.n.document));
    assert_string_equal(asked(&course, "g1", "document.get", of(course.n.document)),
                        "permission_denied");
    help_room_free(&course.help);
    course = visited("");
    help = course.help;
    (void)help_did(help, "m1", "visitor.end", "{'whom':'g1'}");
    assert_false(stands_in(&course, "g1", course.n.document));
    (void)help_did(help, "h1", "member.set", "{'whom':'g1','role':'participant'}");
    assert_true(stands_in(&course, "g1", course.o.document));
    (void)help_did(help, "h1", "document.policy", "{'members':true}");
    int64_t own = help_did(help, "g1", "document.add", "{'title':'Mine','kind':'book'}");
    (void)help_did(help, "h1", "member.set", "{'whom':'g1','role':'none'}");
    assert_int_equal(let_in(&course, course.n.document, ""), ERR_NONE);
    assert_true(stands_in(&course, "g1", course.n.document));
    assert_false(stands_in(&course, "g1", own));
    assert_string_equal(asked(&course, "g1", "document.get", of(own)), "not_found");
    assert_int_equal(let_in(&course, own, ""), ERR_NONE);
    assert_null(strstr(asked(&course, "g1", "document.get", of(own)), "\"may\""));
    help_room_free(&course.help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_guest_reads_the_documents_that_are_named_as_members_do),
        cmocka_unit_test(another_document_is_not_there),
        cmocka_unit_test(where_one_is_cited_is_said_of_named_places_alone),
        cmocka_unit_test(nothing_of_documents_is_new_and_nothing_found_for_a_guest),
        cmocka_unit_test(a_guest_changes_no_document),
        cmocka_unit_test(whoever_looks_at_one_is_told_that_it_is_another_or_gone),
        cmocka_unit_test(what_is_erased_of_one_is_not_among_the_places),
        cmocka_unit_test(one_is_named_that_is_there_and_for_everybody_and_once),
        cmocka_unit_test(it_ends_with_the_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
