/* SPDX-License-Identifier: Apache-2.0
 * A course that is a copy of another: what the rows ….carry send, played into it as it comes. */
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "core/effect.h"
#include "core/room_view.h"
#include "help_course.h"

#define START_MS INT64_C(1791792000000) /* 2026-10-12, 10:00 in Paris */

struct copy {
    struct help_room *from, *to;
    int64_t one, two;                           /* units */
    int64_t topic, file, picture;               /* theirs */
    int64_t article, held, webinar, talk, test; /* items */
};

static int64_t added(struct copy *copy, int64_t unit, const char *what)
{
    return help_did(copy->from, "m1", "item.add",
                    help_text("{'unit':%lld,%s}", (long long)unit, what));
}

static int64_t uploaded(struct help_room *help, const char *blob)
{
    return help_did(
        help, "h1", "file.add",
        help_text("{'blob':'%s','bytes':7,'type':'png','name':'P.png','for':'staff'}", blob));
}

#define QUESTION                                                                                   \
    "'type':'single','title':{'en':'Which?'},'options':[{'en':'A'},{'en':'B'}],'correct':[2],"     \
    "'weight':3,'feedback':{'right':{'en':'Yes'},'options':[{'en':'No'},{}]}"
#define WORD "'type':'text','title':{'en':'Name it'},'correct':['seal']"

/* A week of everything, which somebody has worked through. */
static void build(struct copy *copy)
{
    struct help_room *help = copy->from;
    help_did(help, "system", "stage.change",
             help_text("{'start':%lld,'zone':'Europe/Paris'}", (long long)START_MS));
    copy->one = help_did(help, "h1", "unit.add", "{'title':{'en':'One'},'open':true}");
    copy->two = help_did(help, "h1", "unit.add", "{'title':{'en':'Two'},'day':7,'time':600}");
    help_did(help, "h1", "topic.add", "{'title':{'en':'All'},'kind':'discussion'}");
    copy->topic =
        help_did(help, "h1", "topic.add",
                 help_text("{'title':{'en':'Talk'},'text':{'en':'Of it'},'kind':'question',"
                           "'unit':%lld,'block':5,'minutes':60}",
                           (long long)copy->two));
    copy->file = uploaded(help, "b1");
    copy->picture = uploaded(help, "b2");
    uploaded(help, "b3");
    copy->article = added(copy, copy->two,
                          help_text("'kind':'article','title':{'en':'A'},'text':{'en':'See "
                                    "![it](file:%lld), file:%lld'},'pictures':[%lld],'counts':true",
                                    (long long)copy->picture, (long long)copy->picture,
                                    (long long)copy->picture));
    copy->held =
        added(copy, copy->two,
              help_text("'kind':'file','title':{'en':'F'},'file':%lld", (long long)copy->file));
    copy->webinar = added(copy, copy->two, "'kind':'webinar','title':{'en':'W'},'of':'webinar:w1'");
    copy->talk = added(
        copy, copy->two,
        help_text("'kind':'topic','title':{'en':'Say'},'topic':%lld", (long long)copy->topic));
    copy->test = added(copy, copy->one, "'kind':'test','title':{'en':'T'},'counts':true");
    help_did(help, "m1", "test.ask",
             help_text("{'item':%lld," QUESTION "}", (long long)copy->test));
    help_did(help, "m1", "test.ask", help_text("{'item':%lld," WORD "}", (long long)copy->test));
    help_did(help, "m1", "test.set",
             help_text("{'item':%lld,'pass':75,'attempts':2,'minutes':30,'reveal':'attempt'}",
                       (long long)copy->test));
    help_did(help, "u1", "test.begin", help_text("{'item':%lld}", (long long)copy->test));
    help_did(help, "h1", "item.order",
             help_text("{'unit':%lld,'items':[%lld,%lld]}", (long long)copy->two,
                       (long long)copy->talk, (long long)copy->article));
}

static void play(void *context, const struct effect *effect)
{
    struct copy *copy = context;
    struct help_room *to = slice_is(effect->room, "course:c2") ? copy->to : copy->from;
    char data[4096];
    snprintf(data, sizeof data, "%.*s", (int)effect->text.len, effect->text.at);
    enum err error = help_append_raw(to, "system", effect->type, data);
    if (error)
        fail_msg("%s %s: %d", effect->type, data, (int)error);
}

/* Plays what the last entry of the room causes in the other one; how much that was. */
static size_t follow(struct copy *copy, struct help_room *room, const char *type, const char *data)
{
    struct entry entry = {.seq = help_seq(room),
                          .room = room_name(help_room(room)),
                          .type = slice_of(type),
                          .by = ENTRY_SYSTEM,
                          .text = slice_of(data)};
    struct emitter emitter = {.take = play, .context = copy};
    struct entry *made = entry_new(&entry);
    made->seq = entry.seq;
    effect_ask(help_room(room), made, &emitter);
    assert_false(emitter.cut);
    entry_unref(&made);
    return emitter.count;
}

static size_t carry(struct copy *copy, const char *type)
{
    help_did(copy->from, "system", type, "{'to':'course:c2'}");
    return follow(copy, copy->from, type, "{\"to\":\"course:c2\"}");
}

static struct copy copy_new(void)
{
    struct copy copy = {.from = help_course_new(), .to = help_room_new("course:c2", NULL)};
    help_did(copy.to, "system", "stage.create", "{'title':{'en':'Again'},'from':'course:c1'}");
    help_did(copy.to, "system", "member.policy", "{'policy':'open'}");
    help_did(copy.to, "system", "member.set", "{'whom':'h1','role':'host'}");
    build(&copy);
    assert_int_equal(carry(&copy, "unit.carry"), 2);
    assert_int_equal(carry(&copy, "topic.carry"), 2);
    assert_int_equal(carry(&copy, "file.carry"), 2);
    assert_int_equal(carry(&copy, "document.carry"), 0);
    assert_int_equal(carry(&copy, "item.carry"), 5);
    assert_int_equal(carry(&copy, "test.carry"), 3);
    return copy;
}

/* What somebody is answered, as text; "" when they are refused. */
static const char *asked(struct help_room *help, const char *by, const char *query,
                         const char *data)
{
    static char out[8192];
    struct buffer answer;
    buffer_init(&answer, sizeof out - 1);
    enum err error = help_query(help, by, query, data, &answer);
    snprintf(out, sizeof out, "%.*s", error ? 0 : (int)answer.len, error ? "" : answer.bytes);
    buffer_done(&answer);
    return out;
}

static void copy_done(struct copy *copy)
{
    help_room_free(&copy->from);
    help_room_free(&copy->to);
}

/* In the copy: its seqs begin after the three entries that made it. */
enum { ONE = 4, TWO, ALL, TALK, FILE_, PICTURE, TEST, SAY, ARTICLE, HELD, WEBINAR };

static void everything_comes_along_by_its_new_name(void **state)
{
    struct copy copy = copy_new();
    struct rings staff = HELP_STAFF;
    expect_view(copy.to, staff, "unit/order", NULL);
    expect_view(copy.to, staff, "forum/topics/7/unit", "5");
    expect_view(copy.to, staff, "forum/topics/7/shut", "true");
    expect_view(copy.to, staff, "forum/topics/7/kind", "'question'");
    expect_view(copy.to, staff, "forum/topics/7/block", "5");
    expect_view(copy.to, RINGS_INSIDE, "forum/topics/7", NULL);
    expect_view(copy.to, RINGS_INSIDE, "forum/topics/6/title", "{'en':'All'}");
    expect_part(copy.to, staff, TWO, "unit/items/11",
                "{'kind':'topic','title':{'en':'Say'},'topic':7}");
    expect_part(copy.to, staff, TWO, "unit/items/12",
                "{'kind':'article','title':{'en':'A'},"
                "'text':{'en':'See ![it](file:9), file:11'},'pictures':[9],'counts':true}");
    expect_part(copy.to, staff, TWO, "unit/items/13",
                "{'kind':'file','title':{'en':'F'},'file':8}");
    copy_done(&copy);
}

static void a_test_comes_with_its_answers_and_nobodys_attempts(void **state)
{
    struct copy copy = copy_new();
    expect_query(copy.to, "h1", "test.read", "{'item':10}",
                 "{'pass':75,'attempts':2,'minutes':30,'reveal':'attempt','questions':["
                 "{'question':16,'type':'single','title':{'en':'Which?'},"
                 "'options':[{'en':'A'},{'en':'B'}],'correct':[2],'weight':3,"
                 "'feedback':{'right':{'en':'Yes'},'options':[{'en':'No'},{}]}},"
                 "{'question':17,'type':'text','title':{'en':'Name it'},'correct':['seal']}]}");
    assert_null(strstr(asked(copy.to, "h1", "test.results", "{'item':10}"), "u1"));
    help_did(copy.to, "u1", "test.begin", "{'item':10}");
    copy_done(&copy);
}

static void a_webinar_waits_for_the_one_of_this_run(void **state)
{
    struct copy copy = copy_new();
    help_follow_part(copy.to, TWO);
    expect_part(copy.to, HELP_STAFF, TWO, "unit/items/14", "{'kind':'webinar','title':{'en':'W'}}");
    help_did(copy.to, "system", "item.meet", "{'from':'webinar:w9','of':'webinar:x9'}");
    expect_part(copy.to, HELP_STAFF, TWO, "unit/items/14/of", NULL);
    help_did(copy.to, "system", "item.meet", "{'from':'webinar:w1','of':'webinar:x1'}");
    expect_part(copy.to, HELP_STAFF, TWO, "unit/items/14/of", "'webinar:x1'");
    /* Or the academy was faster than the items. */
    help_did(
        copy.to, "system", "item.add",
        help_text("{'from':%lld,'copy':99,'kind':'webinar','title':{'en':'V'},'of':'webinar:w9'}",
                  (long long)copy.two));
    expect_part(copy.to, HELP_STAFF, TWO,
                help_text("unit/items/%lld/of", (long long)help_seq(copy.to)), "'webinar:x9'");
    copy_done(&copy);
}

/* The content of a file goes when nobody has it any more. */
static void a_file_is_lent_and_given_back(void **state)
{
    struct copy copy = copy_new();
    assert_non_null(strstr(asked(copy.to, "h1", "file.get", "{'file':8}"), "/api/blobs/b1"));
    assert_string_equal(asked(copy.to, "u1", "file.get", "{'file':8}"), "");
    help_did(copy.from, "h1", "file.remove", help_text("{'file':%lld}", (long long)copy.file));
    assert_string_equal(
        asked(copy.from, "h1", "file.get", help_text("{'file':%lld}", (long long)copy.file)), "");
    assert_false(room_withdrawn(help_room(copy.from), copy.file));
    help_did(copy.to, "h1", "file.remove", "{'file':8}");
    expect_effects(copy.to,
                   help_text("return course:c1 file.return {'file':%lld}\n", (long long)copy.file));
    assert_int_equal(follow(&copy, copy.to, "file.remove", "{\"file\":8}"), 1);
    assert_true(room_withdrawn(help_room(copy.from), copy.file));
    /* The other way round. */
    help_did(copy.to, "h1", "file.remove", "{'file':9}");
    assert_int_equal(follow(&copy, copy.to, "file.remove", "{\"file\":9}"), 1);
    assert_false(room_withdrawn(help_room(copy.from), copy.picture));
    help_did(copy.from, "h1", "file.remove", help_text("{'file':%lld}", (long long)copy.picture));
    assert_true(room_withdrawn(help_room(copy.from), copy.picture));
    assert_int_equal(help_append(copy.from, "system", "file.return",
                                 help_text("{'file':%lld}", (long long)copy.picture)),
                     ERR_NOT_FOUND);
    copy_done(&copy);
}

static void nobody_else_says_what_comes_from_another_course(void **state)
{
    struct copy copy = copy_new();
    static const char *const said[][2] = {
        {"item.add", "{'from':8,'copy':9,'kind':'link','title':{'en':'L'},'url':'https://a.b/'}"},
        {"topic.add", "{'from':9,'kind':'discussion','title':{'en':'L'}}"},
        {"test.set", "{'from':17,'pass':1}"},
        {"test.ask", "{'from':17," WORD "}"},
    };
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        if (help_append(copy.to, "h1", said[i][0], said[i][1]) != ERR_PERMISSION_DENIED)
            fail_msg("%s", said[i][0]);
    assert_int_equal(
        help_send(copy.from, "h1", "item.add",
                  help_text("{'unit':%lld,'kind':'topic','title':{'en':'x'},'topic':99}",
                            (long long)copy.two)),
        ERR_NOT_FOUND);
    copy_done(&copy);
}

/* The clocks go back in between, on the 25th of October. */
static void what_is_due_moves_with_the_start_at_its_hour(void **state)
{
    struct copy copy = {.from = help_course_new(), .to = help_room_new("course:c2", NULL)};
    const int64_t week = 7 * INT64_C(86400000), hour = 3600000;
    (void)state;
    help_did(copy.to, "system", "stage.create", "{'title':{'en':'Again'},'from':'course:c1'}");
    help_did(copy.from, "system", "stage.change",
             help_text("{'start':%lld,'zone':'Europe/Paris'}", (long long)START_MS));
    copy.one = help_did(copy.from, "h1", "unit.add", "{'title':{'en':'One'},'day':2}");
    int64_t item = added(&copy, copy.one, "'kind':'assignment','title':{'en':'A'}");
    help_did(copy.from, "h1", "assignment.set",
             help_text("{'item':%lld,'text':{'en':'Do'},'takes':'text','attempts':1,'due':%lld}",
                       (long long)item, (long long)(START_MS + week)));
    char moved[512];
    snprintf(moved, sizeof moved,
             "{'units':[{'unit':%lld,'at':%lld}],'works':[{'item':%lld,'due':%lld,'closes':%lld}]}",
             (long long)copy.one, (long long)(START_MS + week), (long long)item,
             (long long)(START_MS + week + hour), (long long)(START_MS + week + 2 * hour));
    assert_int_equal(help_send(copy.from, "u1", "unit.dates", moved), ERR_PERMISSION_DENIED);
    help_did(copy.from, "h1", "unit.dates", moved);
    expect_view(copy.from, HELP_STAFF, help_text("unit/units/%lld/at", (long long)copy.one),
                help_text("%lld", (long long)(START_MS + week)));
    expect_query(copy.from, "h1", "assignment.dates", "{}",
                 help_text("{'dates':{'%lld':{'due':%lld,'closes':%lld}}}", (long long)item,
                           (long long)(START_MS + week + hour),
                           (long long)(START_MS + week + 2 * hour)));
    carry(&copy, "unit.carry");
    carry(&copy, "item.carry");
    help_did(copy.from, "system", "assignment.carry",
             help_text("{'to':'course:c2','start':%lld}", (long long)(START_MS + week)));
    follow(&copy, copy.from, "assignment.carry",
           help_text("{\"to\":\"course:c2\",\"start\":%lld}", (long long)(START_MS + week)));
    help_did(copy.to, "system", "member.set", "{'whom':'h1','role':'host'}");
    expect_query(copy.to, "h1", "assignment.dates", "{}",
                 help_text("{'dates':{'3':{'due':%lld,'closes':%lld}}}",
                           (long long)(START_MS + 2 * week + 2 * hour),
                           (long long)(START_MS + 2 * week + 3 * hour)));
    copy_done(&copy);
}

static void dates_are_taken_all_or_none_and_open_no_unit_anew(void **state)
{
    struct help_room *help = help_course_new();
    (void)state;
    int64_t open = help_did(help, "h1", "unit.add", "{'title':{'en':'One'},'open':true}");
    int64_t shut = help_did(help, "h1", "unit.add", "{'title':{'en':'Two'},'at':1791792000000}");
    const char *both = help_text("{'units':[{'unit':%lld,'at':5},{'unit':%lld,'at':5}]}",
                                 (long long)shut, (long long)open);
    assert_int_equal(help_send(help, "h1", "unit.dates", both), ERR_NOT_AVAILABLE);
    assert_int_equal(help_send(help, "h1", "unit.dates", "{'units':[{'unit':99,'at':5}]}"),
                     ERR_NOT_FOUND);
    assert_int_equal(help_send(help, "h1", "unit.dates",
                               help_text("{'works':[{'item':%lld,'due':5}]}", (long long)shut)),
                     ERR_NOT_FOUND);
    static const char *const bad[] = {"{}", "{'units':[]}", "{'units':[{'unit':4}]}",
                                      "{'units':[{'unit':4,'at':5,'day':1}]}",
                                      "{'works':[{'item':4,'due':9,'closes':5}]}"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_send(help, "h1", "unit.dates", bad[i]), ERR_BAD_REQUEST);
    expect_view(help, HELP_STAFF, help_text("unit/units/%lld/at", (long long)shut),
                "1791792000000");
    help_room_free(&help);
}

static int64_t document(struct copy *copy, const char *title, const char *more)
{
    return help_did(copy->from, "h1", "document.add",
                    help_text("{'title':'%s','kind':'law'%s}", title, more));
}

static void version(struct copy *copy, int64_t document, const char *where)
{
    help_did(copy->from, "h1", "document.version",
             help_text("{'document':%lld,%s}", (long long)document, where));
}

/* What is said of it, its current version, and where it is cited. */
static void documents_come_along_with_their_citations(void **state)
{
    struct copy copy = {.from = help_course_new(), .to = help_room_new("course:c2", NULL)};
    help_did(copy.to, "system", "stage.create", "{'title':{'en':'Again'},'from':'course:c1'}");
    help_did(copy.to, "system", "member.policy", "{'policy':'open'}");
    help_did(copy.to, "system", "member.set", "{'whom':'h1','role':'host'}");
    int64_t unit = help_did(copy.from, "h1", "unit.add", "{'title':{'en':'One'},'open':true}");
    int64_t old = uploaded(copy.from, "b1"), file = uploaded(copy.from, "b2");
    int64_t law = document(&copy, "The law", ",'authors':['Author, An'],'text':'Of searches.'");
    version(&copy, law, help_text("'file':%lld", (long long)old));
    version(&copy, law, help_text("'file':%lld,'note':'Of May'", (long long)file));
    int64_t gone = document(&copy, "Canary", "");
    int64_t page = document(&copy, "A page", "");
    version(&copy, page, "'url':'https://police.example/page'");
    help_did(copy.from, "h1", "document.remove", help_text("{'document':%lld}", (long long)gone));
    help_did(copy.from, "h1", "cohort.add", "{'title':{'en':'A'}}");
    document(&copy, "Of a group", ",'cohorts':[1]");
    help_did(
        copy.from, "h1", "item.add",
        help_text("{'unit':%lld,'kind':'article','title':{'en':'A'},'text':{'en':"
                  "'[1](https://a.example/course/c1/document/%lld), /course/c1/document/%lld9, "
                  "/course/c9/document/%lld'}}",
                  (long long)unit, (long long)law, (long long)law, (long long)law));
    assert_int_equal(carry(&copy, "unit.carry"), 1);
    assert_int_equal(carry(&copy, "file.carry"), 1);
    assert_int_equal(carry(&copy, "document.carry"), 4);
    assert_int_equal(carry(&copy, "item.carry"), 1);
    enum { UNIT_THERE = 4, FILE_THERE, LAW_THERE, LAW_VERSION, PAGE_THERE, PAGE_VERSION, ITEM };
    expect_part(copy.to, RINGS_INSIDE, UNIT_THERE, "unit/items/10/text/en",
                help_text("'[1](https://a.example/course/c2/document/6), "
                          "/course/c2/library, /course/c9/document/%lld'",
                          (long long)law));
    const char *said = asked(copy.to, "u1", "document.get", "{'document':6}");
    assert_non_null(strstr(said, "\"title\":\"The law\""));
    assert_non_null(strstr(said, "Author, An"));
    assert_non_null(strstr(said, "\"file\":5"));
    assert_non_null(strstr(said, "Of May"));
    assert_non_null(strstr(asked(copy.to, "u1", "document.get", "{'document':8}"), "police"));
    assert_non_null(strstr(asked(copy.to, "u1", "document.list", "{}"), "\"count\":2"));
    assert_non_null(strstr(asked(copy.to, "u1", "document.cited", "{'document':6}"), ":10"));
    assert_non_null(strstr(asked(copy.to, "u1", "file.get", "{'file':5}"), "b2"));
    assert_null(strstr(asked(copy.from, "u1", "document.cited", "{'document':6}"), "c2"));
    /* That something came from elsewhere the server says alone. */
    assert_int_equal(help_send(copy.to, "h1", "document.add",
                               "{'title':'T','kind':'law','from':1,'of':'course:c1'}"),
                     ERR_PERMISSION_DENIED);
    assert_int_equal(
        help_send(copy.to, "h1", "document.version",
                  help_text("{'from':%lld,'url':'https://police.example/'}", (long long)law)),
        ERR_PERMISSION_DENIED);
    copy_done(&copy);
}

/* ---- addresses ---------------------------------------------------------------------------------
 */

struct asked_for {
    size_t count;
    char type[64][24], data[64][128];
};

static void note(void *context, const struct effect *effect)
{
    struct asked_for *asked = context;
    assert_true(asked->count < 64);
    snprintf(asked->type[asked->count], sizeof asked->type[0], "%s", effect->type);
    snprintf(asked->data[asked->count++], sizeof asked->data[0], "%.*s", (int)effect->text.len,
             effect->text.at);
}

/* All that the copy asks for as it is made, in its order. */
static void carry_all(struct copy *copy)
{
    struct asked_for asked = {.count = 0};
    struct emitter emitter = {.take = note, .context = &asked};
    struct entry *made = entry_new(
        &(struct entry){.seq = 1,
                        .room = SLICE("course:c2"),
                        .type = SLICE("stage.create"),
                        .by = ENTRY_SYSTEM,
                        .text = SLICE("{\"title\":{\"en\":\"Again\"},\"from\":\"course:c1\"}")});
    effect_ask(help_room(copy->to), made, &emitter);
    for (size_t i = 0; i < asked.count; i++) {
        assert_int_equal(help_append_raw(copy->from, "system", asked.type[i], asked.data[i]),
                         ERR_NONE);
        follow(copy, copy->from, asked.type[i], asked.data[i]);
    }
    entry_unref(&made);
}

/* What the team sees of a course: its view, those of its units, and what it is answered. */
static void dump(struct help_room *help, const int64_t units[2], const char *const queries[][2],
                 struct buffer *out)
{
    struct rings staff = HELP_STAFF;
    struct buffer answer;
    buffer_init(&answer, BOUND_VIEW_BYTES);
    room_view(help_room(help), &(struct viewer){.rings = staff}, NULL, out);
    for (size_t i = 0; i < 2; i++) {
        struct part part;
        assert_true(room_part_find(help_room(help),
                                   slice_of(help_text("unit/%lld", (long long)units[i])), &part));
        room_view(help_room(help), &(struct viewer){.rings = staff, .part = &part}, NULL, out);
    }
    for (size_t i = 0; queries[i][0]; i++) {
        buffer_clear(&answer);
        assert_int_equal(help_query(help, "h1", queries[i][0], queries[i][1], &answer), ERR_NONE);
        buffer_add(out, buffer_slice(&answer));
    }
    buffer_add_byte(out, 0);
    assert_false(out->full);
    buffer_done(&answer);
}

static size_t count_of(const char *all, const char *word)
{
    size_t count = 0;
    for (; (all = strstr(all, word)); all += strlen(word))
        count++;
    return count;
}

/* A course whose words lead to all that it has: `where` in each kind of them, and more in the
 * article. */
static void build_leading(struct copy *copy, const char *where)
{
    struct help_room *help = copy->from;
    copy->article =
        added(copy, copy->one,
              help_text("'kind':'article','title':{'en':'A'},'text':{'en':'%s'}", where));
    added(copy, copy->one, "'kind':'link','title':{'en':'L'},'url':'/course/c1/thread/5'");
    copy->test = added(copy, copy->one, "'kind':'test','title':{'en':'T'}");
    help_did(help, "h1", "test.ask",
             help_text("{'item':%lld,'type':'single','title':{'en':'%s'},"
                       "'options':[{'en':'/course/c1/people'},{'en':'B'}],'correct':[2],"
                       "'feedback':{'right':{'en':'%s'}}}",
                       (long long)copy->test, where, where));
    copy->held = added(copy, copy->one, "'kind':'assignment','title':{'en':'W'}");
    help_did(help, "h1", "assignment.set",
             help_text("{'item':%lld,'text':{'en':'%s'},'takes':'text','attempts':1,"
                       "'rubric':[{'title':{'en':'/course/c1'},'points':1}]}",
                       (long long)copy->held, where));
    help_did(help, "h1", "survey.add",
             "{'title':{'en':'S'},'text':{'en':'Of /course/c1/forum'},"
             "'questions':[{'kind':'text','title':{'en':'What of /course/c1/people?'}}]}");
}

static void nothing_in_it_leads_into_the_other_course(void **state)
{
    struct copy copy = {.from = help_course_new(), .to = help_room_new("course:c2", NULL)};
    struct help_room *help = copy.from;
    struct buffer there, here;
    buffer_init(&there, BOUND_VIEW_BYTES);
    buffer_init(&here, BOUND_VIEW_BYTES);
    help_did(copy.to, "system", "stage.create", "{'title':{'en':'Again'},'from':'course:c1'}");
    help_did(copy.to, "system", "member.set", "{'whom':'h1','role':'host'}");
    copy.one = help_did(help, "h1", "unit.add", "{'title':{'en':'One'},'open':true}");
    copy.two = help_did(help, "h1", "unit.add", "{'title':{'en':'Two'},'day':7}");
    int64_t law = document(&copy, "The law", ",'text':'Of [c](/course/c1/library).'");
    copy.topic = help_did(help, "h1", "topic.add", "{'title':{'en':'T'},'kind':'question'}");
    const char *where = help_text(
        "[a](https://m.example/course/c1/document/%lld), /course/c1/unit/%lld#item-9, "
        "/course/c1/forum/%lld?order=new. /course/c1/document/999 /course/c1/thread/55#post-58 "
        "/course/c1/unit/998/x /course/c1. /course/c12/unit/%lld",
        (long long)law, (long long)copy.two, (long long)copy.topic, (long long)copy.two);
    char words[1024];
    snprintf(words, sizeof words, "%s", where);
    help_did(help, "h1", "unit.edit",
             help_text("{'unit':%lld,'title':{'en':'One'},'text':{'en':'%s'}}", (long long)copy.one,
                       words));
    help_did(help, "h1", "unit.announce",
             help_text("{'unit':%lld,'text':{'en':'/course/c1/unit/%lld','fr':'/course/c1/new'}}",
                       (long long)copy.two, (long long)copy.two));
    help_did(help, "h1", "topic.add",
             help_text("{'title':{'en':'U'},'text':{'en':'See /course/c1/unit/%lld'},'kind':"
                       "'discussion'}",
                       (long long)copy.two));
    build_leading(&copy, words);
    carry_all(&copy);
    /* The numbers of the copy begin behind the two entries that made it. */
    enum { ONE_THERE = 3, TWO_THERE, LAW, T, U, WORDS, NEWS, SURVEY, A, L, TEST_THERE, WORK };
    const int64_t units[2] = {copy.one, copy.two}, copied[2] = {ONE_THERE, TWO_THERE};
    const char *const asks[][2] = {
        {"document.get", help_text("{'document':%lld}", (long long)law)},
        {"test.read", help_text("{'item':%lld}", (long long)copy.test)},
        {"assignment.read", help_text("{'item':%lld}", (long long)copy.held)},
        {NULL, NULL}};
    dump(help, units, asks, &there);
    const char *const again[][2] = {{"document.get", "{'document':5}"},
                                    {"test.read", "{'item':13}"},
                                    {"assignment.read", "{'item':14}"},
                                    {NULL, NULL}};
    dump(copy.to, copied, again, &here);
    const char *const leads[] = {"/course/c1/", "/course/c1.", "/course/c1\""};
    for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++) {
        assert_true(count_of(there.bytes, leads[i]) > 0);
        assert_null(strstr(here.bytes, leads[i]));
    }
    /* All but those of the course c12, in five texts. */
    assert_int_equal(count_of(here.bytes, "/course/c2"), count_of(there.bytes, "/course/c1") - 5);
    expect_part(copy.to, HELP_STAFF, ONE_THERE, "unit/text/en",
                help_text("'[a](https://m.example/course/c2/document/5), /course/c2/unit/4, "
                          "/course/c2/forum/6?order=new. /course/c2/library /course/c2/forum "
                          "/course/c2 /course/c2. /course/c12/unit/%lld'",
                          (long long)copy.two));
    expect_view(copy.to, HELP_STAFF, "unit/units/4/announcement",
                "{'en':'/course/c2/unit/4','fr':'/course/c2/new'}");
    expect_view(copy.to, HELP_STAFF, "forum/topics/7/text/en", "'See /course/c2/unit/4'");
    expect_part(copy.to, HELP_STAFF, ONE_THERE, "unit/items/12/url", "'/course/c2/forum'");
    assert_int_equal(help_send(copy.to, "h1", "unit.edit", "{'from':3,'title':{'en':'x'}}"),
                     ERR_PERMISSION_DENIED);
    buffer_done(&there);
    buffer_done(&here);
    copy_done(&copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_come_along_with_their_citations),
        cmocka_unit_test(nothing_in_it_leads_into_the_other_course),
        cmocka_unit_test(everything_comes_along_by_its_new_name),
        cmocka_unit_test(a_test_comes_with_its_answers_and_nobodys_attempts),
        cmocka_unit_test(a_webinar_waits_for_the_one_of_this_run),
        cmocka_unit_test(a_file_is_lent_and_given_back),
        cmocka_unit_test(nobody_else_says_what_comes_from_another_course),
        cmocka_unit_test(what_is_due_moves_with_the_start_at_its_hour),
        cmocka_unit_test(dates_are_taken_all_or_none_and_open_no_unit_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
