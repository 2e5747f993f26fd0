/* SPDX-License-Identifier: Apache-2.0
 * Queries about rooms as they were, by the one there is: who could read an entry on a day. */
#include "hub/recall.h"

#include "help/away.h"
#include "unit/hub/help_hub.h"

static const struct hub_options options = {.academy = "academy:main", .academy_members = true};

struct answered {
    bool done;
    enum err error;
    int64_t retry_ms;
    char json[65536];
};

static void keep(void *context, const struct hub_answer *answer)
{
    struct answered *answered = context;
    answered->done = true;
    answered->error = answer->error;
    answered->retry_ms = answer->retry_ms;
    snprintf(answered->json, sizeof answered->json, "%.*s", (int)answer->json.len,
             answer->json.at ? answer->json.at : "");
}

/* `data` has ' for ". */
static struct json *parse(const char *data)
{
    char text[1024];
    struct json *json = NULL;
    snprintf(text, sizeof text, "%s", data);
    for (char *at = text; *at; at++)
        if (*at == '\'')
            *at = '"';
    assert_int_equal(json_parse(slice_of(text), &json), ERR_NONE);
    return json;
}

static void ask(struct rig *rig, const char *by, const char *data, struct answered *answered)
{
    const struct actor actor = {.id = slice_of(by)};
    struct json *json = parse(data);
    *answered = (struct answered){.done = false};
    hub_command(rig->hub, &actor, SLICE("room.readers"), json, keep, answered);
    json_free(&json);
}

/* Who could read the entry of webinar:x, in the order of their names, each with what is said of
 * them: "boss:host* " is inside, "p1:own " sees it in `me` alone. What is not shown is its state in
 * brackets, a refusal its name. */
static void expect_readers(struct rig *rig, int64_t entry, int64_t at_ms, const char *expected)
{
    static struct answered answered;
    char data[200], at[40] = "", who[400] = "";
    struct json *json = NULL;
    struct slice text;
    bool flag;
    if (at_ms)
        snprintf(at, sizeof at, ",'at':%lld", (long long)at_ms);
    snprintf(data, sizeof data, "{'room':'academy:main','of':'webinar:x','entry':%lld%s}",
             (long long)entry, at);
    ask(rig, "boss", data, &answered);
    loop_pass(rig->loop, 50);
    assert_true(answered.done);
    if (answered.error) {
        assert_string_equal(error_name(answered.error), expected);
        return;
    }
    assert_int_equal(json_parse_large(slice_of(answered.json), &json), ERR_NONE);
    assert_true(json_get_text(json, "state", &text));
    if (!slice_is(text, "shown"))
        snprintf(who, sizeof who, "(%.*s)", (int)text.len, text.at);
    for (const struct json *one = json_first(json_get(json, "people")); one; one = json_next(one)) {
        size_t len = strlen(who);
        assert_true(json_get_text(one, "person", &text));
        len += (size_t)snprintf(who + len, sizeof who - len, "%s%.*s", len ? " " : "",
                                (int)text.len, text.at);
        if (json_get_bool(one, "own", &flag) && flag)
            len += (size_t)snprintf(who + len, sizeof who - len, ":own");
        if (json_get_bool(one, "inside", &flag) && flag)
            snprintf(who + len, sizeof who - len, "*");
    }
    json_free(&json);
    assert_string_equal(who, expected);
}

static int64_t does(struct rig *rig, const char *by, const char *method, const char *data)
{
    static unsigned op;
    char text[1024];
    snprintf(text, sizeof text, "{'op':'t%u',%s", op++, data + 1);
    for (char *at = text; *at; at++)
        if (*at == '\'')
            *at = '"';
    int64_t seq = rig_command(rig, by, method, text);
    if (seq <= 0)
        fail_msg("%s: %s", method, error_name((enum err) - seq));
    loop_pass(rig->loop, 100);
    return seq;
}

static void adds(struct rig *rig, const char *id, const char *country)
{
    char data[200];
    snprintf(data, sizeof data, "{'room':'academy:main','person':'%s','name':'%s','country':'%s'}",
             id, id, country);
    (void)does(rig, "boss", "person.add", data);
}

static int64_t now_ms(const struct rig *rig)
{
    return loop_now_ms(rig->loop);
}

/* An organiser, four people, one of them the host of a webinar to which two are invited, who came:
 * p4 is not. */
static void academy(struct rig *rig, const char *who)
{
    char data[400];
    struct away *away = away_new();
    rig_open_on(rig, &away->backend, &options);
    loop_pass(rig->loop, 1000);
    (void)does(rig, "system", "person.add",
               "{'room':'academy:main','person':'boss','name':'boss','roles':['organiser']}");
    adds(rig, "p1", "TN");
    adds(rig, "p2", "KE");
    adds(rig, "p3", "KE");
    adds(rig, "p4", "KE");
    snprintf(data, sizeof data,
             "{'room':'academy:main','of':'webinar:x','template':'webinar','title':{'en':'X'},"
             "'hosts':['p3'],'who':%s}",
             who);
    (void)does(rig, "boss", "room.create", data);
    (void)does(rig, "boss", "room.invite",
               "{'room':'academy:main','of':'webinar:x','people':['p1','p2']}");
    (void)does(rig, "p1", "room.answer", "{'room':'academy:main','of':'webinar:x','accept':true}");
    (void)does(rig, "p2", "room.answer", "{'room':'academy:main','of':'webinar:x','accept':true}");
    (void)does(rig, "p3", "stage.phase", "{'room':'webinar:x','to':'live'}");
}

static void closed(void *context)
{
    *(bool *)context = true;
}

static void close_academy(struct rig *rig)
{
    bool is_closed = false;
    hub_close(rig->hub, closed, &is_closed);
    loop_pass(rig->loop, 1000);
    assert_true(is_closed);
    rig_close(rig);
}

static void who_is_in_the_room_reads_it(void **state)
{
    struct rig rig;
    academy(&rig, "{'to':'invited'}");
    int64_t said = does(&rig, "p1", "chat.post", "{'room':'webinar:x','text':'Hello'}");
    expect_readers(&rig, said, 0, "boss p1* p2* p3*");
    expect_readers(&rig, said + 1000, 0, "not_found");
    expect_readers(&rig, said, 1000, "not_found");
    close_academy(&rig);
}

static void the_day_counts_not_what_came_later(void **state)
{
    struct rig rig;
    academy(&rig, "{'to':'invited'}");
    int64_t before = now_ms(&rig);
    loop_pass(rig.loop, 100);
    int64_t said = does(&rig, "p1", "chat.post", "{'room':'webinar:x','text':'Hello'}");
    int64_t then = now_ms(&rig);
    loop_pass(rig.loop, 1000);
    (void)does(&rig, "boss", "person.suspend", "{'room':'academy:main','person':'p2'}");
    (void)does(&rig, "boss", "person.change",
               "{'room':'academy:main','person':'p4','roles':['organiser']}");
    (void)does(&rig, "p3", "member.ban", "{'room':'webinar:x','whom':'p1','why':'No'}");
    expect_readers(&rig, said, before, "(later)");
    expect_readers(&rig, said, then, "boss p1* p2* p3*");
    /* As far as the academy knows the banned one is invited: the room decides. */
    expect_readers(&rig, said, 0, "boss p3* p4");
    close_academy(&rig);
}

static void what_waited_is_read_by_staff_until_it_is_let_through(void **state)
{
    struct rig rig;
    char data[100];
    academy(&rig, "{'to':'invited'}");
    (void)does(&rig, "p3", "chat.mode", "{'room':'webinar:x','mode':'approve'}");
    int64_t said = does(&rig, "p1", "chat.post", "{'room':'webinar:x','text':'Hello'}");
    int64_t then = now_ms(&rig);
    loop_pass(rig.loop, 1000);
    expect_readers(&rig, said, 0, "p1* p3*");
    snprintf(data, sizeof data, "{'room':'webinar:x','message':%lld}", (long long)said);
    (void)does(&rig, "p3", "chat.approve", data);
    expect_readers(&rig, said, 0, "boss p1* p2* p3*");
    expect_readers(&rig, said, then, "p1* p3*");
    then = now_ms(&rig);
    loop_pass(rig.loop, 1000);
    (void)does(&rig, "p3", "chat.delete", data);
    expect_readers(&rig, said, 0, "(withdrawn)");
    expect_readers(&rig, said, then, "boss p1* p2* p3*");
    close_academy(&rig);
}

static void a_draft_is_read_by_all_once_it_is_opened(void **state)
{
    struct rig rig;
    char data[100];
    academy(&rig, "{'to':'invited'}");
    int64_t poll = does(&rig, "p3", "poll.prepare",
                        "{'room':'webinar:x','type':'single','title':{'en':'Q?'},"
                        "'options':[{'en':'A'},{'en':'B'}]}");
    expect_readers(&rig, poll, 0, "p3*");
    snprintf(data, sizeof data, "{'room':'webinar:x','poll':%lld}", (long long)poll);
    (void)does(&rig, "p3", "poll.open", data);
    expect_readers(&rig, poll, 0, "boss p1* p2* p3*");
    snprintf(data, sizeof data, "{'room':'webinar:x','poll':%lld,'choices':[1]}", (long long)poll);
    expect_readers(&rig, does(&rig, "p1", "poll.vote", data), 0, "(sums)");
    close_academy(&rig);
}

/* Its author is in nobody's list: not in their own either. */
static void an_anonymous_author_is_not_named(void **state)
{
    struct rig rig;
    academy(&rig, "{'to':'invited'}");
    (void)does(&rig, "p3", "question.intake",
               "{'room':'webinar:x','intake':'open','anonymous':true,'moderated':true}");
    int64_t asked =
        does(&rig, "p1", "question.ask", "{'room':'webinar:x','text':'Hello?','anonymous':true}");
    expect_readers(&rig, asked, 0, "p3*");
    close_academy(&rig);
}

static void who_could_come_in_could_read(void **state)
{
    struct rig rig;
    academy(&rig, "{'to':'some','countries':['KE']}");
    int64_t said = does(&rig, "p1", "chat.post", "{'room':'webinar:x','text':'Hello'}");
    expect_readers(&rig, said, 0, "boss p1* p2* p3* p4");
    close_academy(&rig);
}

static void a_page_says_where_the_next_begins(void **state)
{
    struct rig rig;
    static struct answered answered;
    academy(&rig, "{'to':'invited'}");
    char data[200];
    int64_t said = does(&rig, "p1", "chat.post", "{'room':'webinar:x','text':'Hello'}");
    snprintf(data, sizeof data,
             "{'room':'academy:main','of':'webinar:x','entry':%lld,'limit':2,'after':'boss'}",
             (long long)said);
    ask(&rig, "boss", data, &answered);
    loop_pass(rig.loop, 50);
    assert_null(strstr(answered.json, "\"person\":\"boss\""));
    assert_non_null(strstr(answered.json, "\"person\":\"p2\""));
    assert_null(strstr(answered.json, "\"person\":\"p3\""));
    assert_non_null(strstr(answered.json, "\"count\":4,\"next\":\"p2\""));
    close_academy(&rig);
}

static void others_are_refused_and_many_at_once_wait(void **state)
{
    struct rig rig;
    static struct answered answered[4];
    academy(&rig, "{'to':'invited'}");
    static const char data[] = "{'room':'academy:main','of':'webinar:x','entry':2}";
    ask(&rig, "p3", data, &answered[0]);
    ask(&rig, "boss", data, &answered[1]);
    ask(&rig, "boss", "{'room':'academy:main','of':'webinar:nowhere','entry':2}", &answered[2]);
    ask(&rig, "boss", data, &answered[3]);
    loop_pass(rig.loop, 100);
    assert_int_equal(answered[0].error, ERR_PERMISSION_DENIED);
    assert_int_equal(answered[1].error, ERR_NONE);
    assert_int_equal(answered[2].error, ERR_NOT_FOUND);
    assert_int_equal(answered[3].error, ERR_TOO_MANY_REQUESTS);
    assert_true(answered[3].retry_ms > 0);
    ask(&rig, "boss", "{'room':'academy:main','of':'channel','entry':2}", &answered[0]);
    ask(&rig, "boss", "{'room':'academy:main','of':'webinar:x','entry':0}", &answered[1]);
    loop_pass(rig.loop, 100);
    assert_int_equal(answered[0].error, ERR_NOT_FOUND);
    assert_int_equal(answered[1].error, ERR_BAD_REQUEST);
    close_academy(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_in_the_room_reads_it),
        cmocka_unit_test(the_day_counts_not_what_came_later),
        cmocka_unit_test(what_waited_is_read_by_staff_until_it_is_let_through),
        cmocka_unit_test(a_draft_is_read_by_all_once_it_is_opened),
        cmocka_unit_test(an_anonymous_author_is_not_named),
        cmocka_unit_test(who_could_come_in_could_read),
        cmocka_unit_test(a_page_says_where_the_next_begins),
        cmocka_unit_test(others_are_refused_and_many_at_once_wait),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
