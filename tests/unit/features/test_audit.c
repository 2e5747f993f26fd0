/* SPDX-License-Identifier: Apache-2.0
 * server/features/audit.c */
#include "features/audit.h"

#include <stdio.h>
#include <string.h>

#include "core/room_query.h"
#include "features/features.h"
#include "help_webinar.h"

static void the_host_reads_who_did_what_to_whom_and_why(void **state)
{
    struct help_room *help = help_webinar_new();
    assert_int_equal(help_send(help, "u1", "chat.post", "{'text':'Rude'}"), ERR_NONE);
    int64_t message = help_seq(help);
    help_wait(help, 1000);
    assert_int_equal(
        help_sendf(help, "m1", "chat.delete", "{'message':%d,'why':'Rude'}", (int)message),
        ERR_NONE);
    assert_int_equal(help_send(help, "m1", "member.ban", "{'whom':'u1','name':'One','why':'W'}"),
                     ERR_NONE);
    expect_query(help, "h1", "report.acts", "{'limit':2}",
                 "{'acts':[{'seq':9,'at':1700000001000,'by':'m1','name':'Name m1',"
                 "'type':'member.ban','data':{'whom':'u1','name':'One','why':'W'}},"
                 "{'seq':8,'at':1700000001000,'by':'m1','name':'Name m1','type':'chat.delete',"
                 "'data':{'message':7,'why':'Rude'},'whom':'u1','whose':'Name u1'}],'next':8}");
    expect_query(help, "h1", "report.acts", "{'before':8}",
                 "{'acts':[{'seq':6,'at':1700000000000,'by':'h1','name':'Name h1',"
                 "'type':'stage.phase','data':{'to':'live'}}]}");
    help_room_free(&help);
}

static void what_people_do_to_their_own_words_is_no_act(void **state)
{
    struct help_room *help = help_webinar_new();
    static const char *const people[] = {"u1", "p1"};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(help_send(help, people[i], "chat.post", "{'text':'Mine'}"), ERR_NONE);
        assert_int_equal(help_act(help, people[i], "chat.delete", "message", help_seq(help)),
                         ERR_NONE);
    }
    expect_query(help, "h1", "report.acts", "{'limit':1}", "{'acts':[],'next':10}");
    help_room_free(&help);
}

static enum err ask(const struct room *room, const char *by, const char *text, struct buffer *out)
{
    struct json *data = NULL;
    assert_int_equal(json_parse(slice_of(text), &data), ERR_NONE);
    enum err error = room_query(
        room,
        &(struct room_question){.name = SLICE("report.acts"), .person = slice_of(by), .data = data},
        NULL, out);
    json_free(&data);
    return error;
}

/* The half that is the oldest goes at once. */
static void the_youngest_are_kept(void **state)
{
    struct room *room = room_new(SLICE("webinar:w1"), help_kinds());
    assert_int_equal(help_apply(room, "system", "stage.create", "{\"title\":{\"en\":\"W\"}}"), 0);
    assert_int_equal(
        help_apply(room, "system", "member.set", "{\"whom\":\"h1\",\"role\":\"host\"}"), 0);
    for (int i = 0; i < BOUND_ACTS + 1; i++)
        assert_int_equal(
            help_apply(room, "h1", "lock.set", i % 2 ? "{\"chat\":false}" : "{\"chat\":true}"), 0);
    struct buffer out;
    buffer_init(&out, BOUND_VIEW_BYTES);
    char data[64];
    snprintf(data, sizeof data, "{\"before\":%lld}", (long long)(room_seq(room) - BOUND_ACTS));
    assert_int_equal(ask(room, "h1", data, &out), ERR_NONE);
    assert_int_equal(out.len, sizeof "{\"acts\":[]}" - 1);
    assert_int_equal(ask(room, "u1", "{}", &out), ERR_PERMISSION_DENIED);
    buffer_done(&out);
    room_free(&room);
}

#define OWN      "words, votes and signs of one's own, as everybody's"
#define PREPARES "prepares what nobody else is shown before an act that is one"
#define SHARES   "how the team shares its work: it says itself who has it"
#define SHOWS    "shows what is there, and stands before everybody"
#define ITSELF   "does what other entries of the same person say, or is the host's alone"

/* Why what staff may do is none of the acts that the host reads. */
static const struct {
    const char *type;
    const char *why;
} exceptions[] = {
    {"chat.post", OWN},         {"chat.edit", OWN},           {"chat.react", OWN},
    {"direct.send", OWN},       {"poll.vote", OWN},           {"poll.answer", OWN},
    {"poll.alias", OWN},        {"question.ask", OWN},        {"question.edit", OWN},
    {"question.withdraw", OWN}, {"question.vote", OWN},       {"question.unvote", OWN},
    {"question.comment", OWN},  {"report.send", OWN},         {"hand.raise", OWN},
    {"reaction.send", OWN},     {"reaction.late", OWN},       {"poll.late", OWN},
    {"tempo.choose", OWN},      {"attendance.watch", OWN},    {"notes.add", OWN},
    {"notes.take", OWN},        {"notes.write", OWN},         {"notes.free", OWN},
    {"notes.move", OWN},        {"group.helped", OWN},        {"poll.prepare", PREPARES},
    {"poll.edit", PREPARES},    {"poll.retract", PREPARES},   {"poll.order", PREPARES},
    {"poll.delete", PREPARES},  {"question.tags", PREPARES},  {"agenda.add", PREPARES},
    {"agenda.edit", PREPARES},  {"agenda.order", PREPARES},   {"handout.edit", PREPARES},
    {"slide.add", PREPARES},    {"slide.cancel", PREPARES},   {"slide.again", PREPARES},
    {"slide.rename", PREPARES}, {"slide.restore", PREPARES},  {"group.add", PREPARES},
    {"group.edit", PREPARES},   {"group.remove", PREPARES},   {"run.order", PREPARES},
    {"glossary.add", PREPARES}, {"glossary.edit", PREPARES},  {"glossary.remove", PREPARES},
    {"lobby.tell", SHARES},     {"direct.done", SHARES},      {"question.take", SHARES},
    {"question.claim", SHARES}, {"question.unclaim", SHARES}, {"question.tag", SHARES},
    {"report.claim", SHARES},   {"report.unclaim", SHARES},   {"report.note", SHARES},
    {"report.unnote", SHARES},  {"captions.take", SHARES},    {"captions.leave", SHARES},
    {"poll.show", SHOWS},       {"poll.board", SHOWS},        {"slide.show", SHOWS},
    {"slide.point", SHOWS},     {"captions.line", SHOWS},     {"captions.amend", SHOWS},
    {"notes.restore", SHOWS},   {"group.time", SHOWS},        {"group.tell", SHOWS},
    {"run.go", ITSELF},         {"ingest.renew", ITSELF},     {"survey.add", PREPARES},
    {"survey.edit", PREPARES},
};
enum { EXCEPTIONS = sizeof exceptions / sizeof exceptions[0] };

static bool is_act(const char *type)
{
    const struct hearing *hears = audit_feature.hears.list;
    size_t i = 0;
    while (i < audit_feature.hears.count && strcmp(hears[i].type, type) != 0)
        i++;
    return i < audit_feature.hears.count;
}

static bool is_exception(const char *type)
{
    size_t i = 0;
    while (i < EXCEPTIONS && strcmp(exceptions[i].type, type) != 0)
        i++;
    return i < EXCEPTIONS;
}

/* Calls `each` with every row of a webinar that somebody of its staff may send. */
static void rows_of_staff(void (*each)(const struct row *row, void *context), void *context)
{
    size_t kind = 0;
    while (strcmp(kinds_all[kind]->name, "webinar") != 0)
        kind++;
    for (const struct feature *const *feature = kinds_all[kind]->features; *feature; feature++)
        for (size_t i = 0; i < (*feature)->rows_count; i++)
            if ((*feature)->rows[i].roles & ROLE_STAFF)
                each(&(*feature)->rows[i], context);
}

static void decided(const struct row *row, void *context)
{
    size_t *undecided = context;
    if (is_act(row->name) != is_exception(row->name))
        return;
    print_error("%s: either an act or an exception\n", row->name);
    ++*undecided;
}

static void matches(const struct row *row, void *context)
{
    size_t *found = context;
    *found += is_exception(row->name);
}

static void whatever_staff_may_do_is_an_act_or_says_why_it_is_none(void **state)
{
    size_t undecided = 0, found = 0;
    rows_of_staff(decided, &undecided);
    rows_of_staff(matches, &found);
    assert_int_equal(undecided, 0);
    assert_int_equal(found, EXCEPTIONS);
    for (size_t i = 0; i < EXCEPTIONS; i++)
        assert_true(strlen(exceptions[i].why) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_host_reads_who_did_what_to_whom_and_why),
        cmocka_unit_test(what_people_do_to_their_own_words_is_no_act),
        cmocka_unit_test(the_youngest_are_kept),
        cmocka_unit_test(whatever_staff_may_do_is_an_act_or_says_why_it_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
