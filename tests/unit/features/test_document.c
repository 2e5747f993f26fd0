/* SPDX-License-Identifier: Apache-2.0
 * server/features/document.c and its parts. */
#include "features/document.h"

#include <stdio.h>

#include "core/erasure.h"
#include "help_course.h"

#define BOOK                                                                                       \
    "'title':'Seizing phones','authors':['Rossi, Anna','Police College'],'year':2019,"             \
    "'language':'en','subjects':['Evidence'],'kind':'book'"

static int64_t add(struct help_room *help, const char *by, const char *words)
{
    assert_int_equal(help_sendf(help, by, "document.add", "{%s}", words), ERR_NONE);
    return help_seq(help);
}

static enum err act(struct help_room *help, const char *by, const char *type, int64_t document,
                    const char *more)
{
    return help_sendf(help, by, type, "{'document':%lld%s}", (long long)document, more);
}

static int64_t version(struct help_room *help, int64_t document, const char *more)
{
    assert_int_equal(act(help, "h1", "document.version", document, more), ERR_NONE);
    return help_seq(help);
}

/* Which documents a list shows, in its order. */
static void found(struct help_room *help, const char *by, const char *data, int count, ...)
{
    struct buffer out;
    struct json *answer = NULL;
    va_list list;
    buffer_init(&out, 1 << 20);
    assert_int_equal(help_query(help, by, "document.list", data, &out), ERR_NONE);
    assert_int_equal(json_parse(buffer_slice(&out), &answer), ERR_NONE);
    const struct json *documents = json_get(answer, "documents");
    assert_int_equal(json_count(documents), count);
    const struct json *at = json_first(documents);
    va_start(list, count);
    for (int i = 0; i < count; i++, at = json_next(at)) {
        int64_t seq = 0;
        assert_true(json_get_int(at, "document", &seq));
        assert_int_equal(seq, va_arg(list, int64_t));
    }
    va_end(list);
    json_free(&answer);
    buffer_done(&out);
}

static void a_view_says_how_many_there_are_and_no_words(void **state)
{
    struct help_room *help = help_course_new();
    expect_view(help, RINGS_INSIDE, "document", "{'count':0,'last':0}");
    int64_t one = add(help, "h1", BOOK);
    char expected[64];
    snprintf(expected, sizeof expected, "{'count':1,'last':%lld}", (long long)one);
    expect_view(help, RINGS_INSIDE, "document", expected);
    expect_unseen(help, HELP_STAFF, "Seizing");
    assert_int_equal(act(help, "h1", "document.remove", one, ""), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "document", "{'count':0,'last':0}");
    assert_int_equal(act(help, "h1", "document.remove", one, ""), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void documents_are_found_by_what_is_said_of_them(void **state)
{
    struct help_room *help = help_course_new();
    int64_t book = add(help, "h1", BOOK);
    int64_t law =
        add(help, "h1", "'title':'Code de procédure','year':2019,'language':'fr','kind':'law'");
    int64_t arabic = add(help, "h1",
                         "'title':'كِتـَاب الأدلّة','authors':['Rossi, Anna'],'year':2021,"
                         "'language':'ar','kind':'book','in':'Journal of records'");
    found(help, "u1", "{}", 3, arabic, law, book);
    found(help, "u1", "{'author':'rossi'}", 2, arabic, book);
    found(help, "u1", "{'year':2019}", 2, law, book);
    found(help, "u1", "{'language':'fr'}", 1, law);
    found(help, "u1", "{'kind':'book'}", 2, arabic, book);
    found(help, "u1", "{'subject':'EVIDENCE'}", 1, book);
    found(help, "u1", "{'words':'procedure'}", 1, law);
    found(help, "u1", "{'words':'كتاب الادله'}", 1, arabic);
    found(help, "u1", "{'words':'records'}", 1, arabic);
    found(help, "u1", "{'author':'evidence'}", 0);
    found(help, "u1", "{'kind':'book','year':2019}", 1, book);
    expect_query(help, "u1", "document.list", "{'year':1,'facets':true}",
                 "{'documents':[],'count':0,'years':[2019,2021],'languages':['ar','en','fr'],"
                 "'kinds':['book','law']}");
    struct buffer out;
    buffer_init(&out, 1 << 20);
    assert_int_equal(
        help_query(help, "u1", "document.list", "{'kind':'book','year':2019,'cite':'ris'}", &out),
        ERR_NONE);
    buffer_add_byte(&out, 0);
    assert_non_null(strstr(out.bytes, "\"cite\":\"TY  - BOOK"));
    buffer_clear(&out);
    assert_int_equal(help_query(help, "u1", "document.list", "{'cite':'other'}", &out),
                     ERR_BAD_REQUEST);
    buffer_done(&out);
    assert_int_equal(help_send(help, "h1", "document.add", "{'title':'x','kind':'poem'}"),
                     ERR_BAD_REQUEST);
    assert_int_equal(
        help_send(help, "h1", "document.add", "{'title':'x','kind':'book','language':'EN'}"),
        ERR_BAD_REQUEST);
    help_room_free(&help);
}

/* What is added or removed meanwhile moves no page. */
static void pages_stand_still(void **state)
{
    struct help_room *help = help_course_new();
    int64_t seqs[5];
    char data[64];
    for (int i = 0; i < 5; i++)
        seqs[i] = add(help, "h1", BOOK);
    found(help, "u1", "{'limit':2}", 2, seqs[4], seqs[3]);
    add(help, "h1", BOOK);
    assert_int_equal(act(help, "h1", "document.remove", seqs[3], ""), ERR_NONE);
    snprintf(data, sizeof data, "{'limit':2,'before':%lld}", (long long)seqs[3]);
    found(help, "u1", data, 2, seqs[2], seqs[1]);
    snprintf(data, sizeof data, "{'limit':2,'before':%lld}", (long long)seqs[1]);
    found(help, "u1", data, 1, seqs[0]);
    help_room_free(&help);
}

static void a_version_takes_the_place_of_the_one_before(void **state)
{
    struct help_room *help = help_course_new();
    int64_t one = add(help, "h1", BOOK), gone[8];
    char expected[768];
    int64_t first = version(help, one, ",'url':'https://example.org/1'");
    int64_t second = version(help, one, ",'url':'https://example.org/2','note':'Chapter 3 is new'");
    snprintf(expected, sizeof expected,
             "{'about':{" BOOK ",'dir':'ltr'},'by':'h1','name':'Name h1','at':1700000000000,"
             "'said':%lld,'versions':[{'version':%lld,'at':1700000000000,'by':'h1','name':'Name "
             "h1','url':'https://example.org/2','note':'Chapter 3 is new'},{'version':%lld,'at':"
             "1700000000000,'by':'h1','name':'Name h1','url':'https://example.org/1'}]}",
             (long long)one, (long long)second, (long long)first);
    char data[64];
    snprintf(data, sizeof data, "{'document':%lld}", (long long)one);
    expect_query(help, "u1", "document.get", data, expected);
    snprintf(data, sizeof data, ",'version':%lld", (long long)first);
    assert_int_equal(act(help, "u1", "document.drop", one, data), ERR_PERMISSION_DENIED);
    assert_int_equal(act(help, "h1", "document.drop", one, data), ERR_NONE);
    assert_int_equal(act(help, "h1", "document.drop", one, data), ERR_NOT_FOUND);
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, gone, 8), 1);
    assert_int_equal(gone[0], first);
    assert_int_equal(act(help, "h1", "document.version", one, ",'url':'https://x/','file':7"),
                     ERR_BAD_REQUEST);
    assert_int_equal(act(help, "h1", "document.version", one, ",'file':7"), ERR_NOT_FOUND);
    for (int i = 1; i < BOUND_DOCUMENT_VERSIONS; i++)
        version(help, one, ",'url':'https://example.org/3'");
    assert_int_equal(act(help, "h1", "document.version", one, ",'url':'https://example.org/4'"),
                     ERR_LIMIT_EXCEEDED);
    assert_int_equal(act(help, "h1", "document.remove", one, ""), ERR_NONE);
    help_room_free(&help);
}

static void who_changes_it_says_what_they_read(void **state)
{
    struct help_room *help = help_course_new();
    int64_t one = add(help, "h1", BOOK), gone[8];
    char said[32];
    snprintf(said, sizeof said, ",'said':%lld,", (long long)one);
    char data[512];
    snprintf(data, sizeof data, "%s%s", said, "'title':'Seizing phones, again','kind':'book'");
    assert_int_equal(act(help, "h1", "document.edit", one, data), ERR_NONE);
    assert_int_equal(act(help, "h1", "document.edit", one, data), ERR_DOCUMENT_CONFLICT);
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, gone, 8), 1);
    assert_int_equal(gone[0], one);
    found(help, "u1", "{'author':'rossi'}", 0);
    found(help, "u1", "{'words':'again'}", 1, one);
    help_room_free(&help);
}

static void a_document_of_a_cohort_is_for_nobody_else(void **state)
{
    struct help_room *help = help_course_new();
    assert_int_equal(help_send(help, "h1", "cohort.add", "{'title':{'en':'A'}}"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "cohort.put", "{'people':['u1'],'cohort':1}"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "document.add", "{" BOOK ",'cohorts':[2]}"),
                     ERR_NOT_FOUND);
    int64_t one = add(help, "h1", BOOK ",'cohorts':[1]");
    expect_patch(help, RINGS_INSIDE, NULL);
    found(help, "u1", "{}", 1, one);
    found(help, "u2", "{}", 0);
    expect_view(help, RINGS_INSIDE, "document", "{'count':0,'last':0}");
    expect_query(help, "u2", "document.list", "{'facets':true}",
                 "{'documents':[],'count':0,'years':[],'languages':[],'kinds':[]}");
    char data[64];
    snprintf(data, sizeof data, "{'document':%lld}", (long long)one);
    struct buffer out;
    buffer_init(&out, 1024);
    assert_int_equal(help_query(help, "u2", "document.get", data, &out), ERR_NOT_FOUND);
    assert_int_equal(help_query(help, "u2", "document.cite", data, &out), ERR_NOT_FOUND);
    buffer_done(&out);
    assert_int_equal(act(help, "u2", "document.remove", one, ""), ERR_NOT_FOUND);
    assert_int_equal(act(help, "u1", "document.remove", one, ""), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void members_add_where_the_host_lets_them(void **state)
{
    struct help_room *help = help_course_new();
    assert_int_equal(help_send(help, "u1", "document.add", "{" BOOK "}"), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "u1", "document.policy", "{'members':true}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "h1", "document.policy", "{'members':true}"), ERR_NONE);
    expect_view(help, RINGS_INSIDE, "document", "{'count':0,'last':0,'members':true}");
    int64_t one = add(help, "u1", BOOK);
    assert_int_equal(act(help, "u2", "document.remove", one, ""), ERR_PERMISSION_DENIED);
    assert_int_equal(act(help, "u1", "document.version", one, ",'url':'https://example.org/'"),
                     ERR_NONE);
    for (int i = 1; i < BOUND_DOCUMENTS_PERSON; i++)
        add(help, "u1", BOOK);
    assert_int_equal(help_send(help, "u1", "document.add", "{" BOOK "}"), ERR_LIMIT_EXCEEDED);
    assert_int_equal(act(help, "u1", "document.remove", one, ""), ERR_NONE);
    add(help, "u1", BOOK);
    help_room_free(&help);
}

static void its_files_are_had_by_whom_it_is_for(void **state)
{
    struct help_room *help = help_course_new();
    struct buffer out;
    char data[32];
    assert_int_equal(help_send(help, "h1", "cohort.add", "{'title':{'en':'A'}}"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "cohort.put", "{'people':['u1'],'cohort':1}"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "file.add",
                               "{'blob':'b1','bytes':7,'type':'pdf','name':'N.pdf','for':'staff'}"),
                     ERR_NONE);
    snprintf(data, sizeof data, "{'file':%lld}", (long long)help_seq(help));
    int64_t file = help_seq(help), one = add(help, "h1", BOOK ",'cohorts':[1]");
    char more[32];
    snprintf(more, sizeof more, ",'file':%lld", (long long)file);
    buffer_init(&out, 1024);
    assert_int_equal(help_query(help, "u1", "file.get", data, &out), ERR_NOT_FOUND);
    version(help, one, more);
    version(help, one, ",'url':'https://example.org/2'");
    assert_int_equal(help_query(help, "u1", "file.get", data, &out), ERR_NONE);
    assert_int_equal(help_query(help, "u2", "file.get", data, &out), ERR_NOT_FOUND);
    assert_int_equal(act(help, "h1", "document.remove", one, ""), ERR_NONE);
    assert_int_equal(help_query(help, "u1", "file.get", data, &out), ERR_NOT_FOUND);
    buffer_done(&out);
    help_room_free(&help);
}

static void where_it_is_cited_is_said_to_who_sees_that_place(void **state)
{
    struct help_room *help = help_course_new();
    char data[128], expected[512];
    assert_int_equal(help_send(help, "h1", "cohort.add", "{'title':{'en':'A'}}"), ERR_NONE);
    assert_int_equal(help_send(help, "h1", "cohort.put", "{'people':['u1'],'cohort':1}"), ERR_NONE);
    int64_t one = add(help, "h1", BOOK);
    snprintf(data, sizeof data, "{'document':%lld}", (long long)one);
    assert_int_equal(help_sendf(help, "h1", "forum.thread",
                                "{'title':'T','text':'See https://a.example/course/c1/document/"
                                "%lld.','cohorts':[1]}",
                                (long long)one),
                     ERR_NONE);
    long long thread = help_seq(help);
    snprintf(expected, sizeof expected,
             "{'places':[{'thread':%lld,'post':%lld,'text':'See "
             "https://a.example/course/c1/document/%lld.','dir':'ltr'}]}",
             thread, thread, (long long)one);
    expect_query(help, "u1", "document.cited", data, expected);
    expect_query(help, "u2", "document.cited", data, "{'places':[]}");
    assert_int_equal(help_send(help, "h1", "unit.add", "{'title':{'en':'U'},'at':4102444800000}"),
                     ERR_NONE);
    long long unit = help_seq(help);
    assert_int_equal(help_sendf(help, "h1", "item.add",
                                "{'unit':%lld,'kind':'article','title':{'en':'I'},'text':{'en':"
                                "'/course/c1/document/%lld'}}",
                                unit, (long long)one),
                     ERR_NONE);
    long long item = help_seq(help);
    expect_query(help, "u1", "document.cited", data, expected);
    assert_int_equal(help_sendf(help, "h1", "unit.release", "{'unit':%lld}", unit), ERR_NONE);
    snprintf(expected, sizeof expected, "{'places':[{'unit':%lld,'item':%lld,'title':{'en':'I'}}]}",
             unit, item);
    expect_query(help, "u2", "document.cited", data, expected);
    assert_int_equal(help_sendf(help, "h1", "forum.edit",
                                "{'post':%lld,'version':%lld,'text':'No more'}", thread, thread),
                     ERR_NONE);
    expect_query(help, "u1", "document.cited", data, expected);
    assert_int_equal(help_send(help, "u2", "forum.thread",
                               "{'title':'T','text':'/course/course/c7/document/9'}"),
                     ERR_NONE);
    thread = help_seq(help);
    snprintf(expected, sizeof expected,
             "{'places':[{'thread':%lld,'post':%lld,"
             "'text':'/course/course/c7/document/9','dir':'ltr'}]}",
             thread, thread);
    expect_query(help, "u1", "document.cited", "{'of':'course:c7','document':9}", expected);
    assert_int_equal(help_sendf(help, "u2", "forum.delete", "{'post':%lld}", thread), ERR_NONE);
    expect_query(help, "u1", "document.cited", "{'of':'course:c7','document':9}", "{'places':[]}");
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_view_says_how_many_there_are_and_no_words),
        cmocka_unit_test(documents_are_found_by_what_is_said_of_them),
        cmocka_unit_test(pages_stand_still),
        cmocka_unit_test(a_version_takes_the_place_of_the_one_before),
        cmocka_unit_test(who_changes_it_says_what_they_read),
        cmocka_unit_test(a_document_of_a_cohort_is_for_nobody_else),
        cmocka_unit_test(members_add_where_the_host_lets_them),
        cmocka_unit_test(its_files_are_had_by_whom_it_is_for),
        cmocka_unit_test(where_it_is_cited_is_said_to_who_sees_that_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
