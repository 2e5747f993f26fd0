/* SPDX-License-Identifier: Apache-2.0
 * server/features/library.c */
#include <stdio.h>

#include "core/erasure.h"
#include "features/inbox.h"
#include "features/library.h"
#include "help_room.h"

static const struct feature *const features[] = {&inbox_feature, &library_feature, NULL};

static const char poll[] = "{'poll':{'type':'boolean','title':{'en':'canary?'},'change':true}}";

static void a_poll_is_kept_by_its_owner_alone(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    expect_view(help, HELP_STAFF, "library", "{'polls':{},'agendas':{}}");
    assert_int_equal(help_send(help, "u2", "library.add", poll), ERR_PERMISSION_DENIED);
    assert_int_equal(help_send(help, "u1", "library.add", poll), ERR_NONE);
    expect_view(
        help, HELP_STAFF, "library",
        "{'polls':{'1':{'type':'boolean','title':{'en':'canary?'},'change':true}},'agendas':{}}");
    assert_int_equal(help_send(help, "u2", "library.remove", "{'item':1}"), ERR_PERMISSION_DENIED);
    help_room_free(&help);
}

static void what_is_no_poll_is_not_kept(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    static const char *const bad[] = {
        "{}",
        "{'poll':[]}",
        "{'poll':{}}",
        "{'poll':{'type':'none','title':{'en':'a'}}}",
        "{'poll':{'type':'single','title':{'en':'a'}}}",
        "{'agenda':{}}",
        "{'agenda':{'title':{'en':'a'}}}",
        "{'agenda':{'title':{'en':'a'},'items':[]}}",
        "{'agenda':{'title':{'en':'a'},'items':[7]}}",
        "{'agenda':{'title':{'en':'a'},'items':[{'minutes':5}]}}",
        "{'agenda':{'items':[{'title':{'en':'a'}}]}}",
        "{'agenda':{'title':{'en':'a'},'items':[{'title':{'en':'a'}}]},'poll':{}}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_send(help, "u1", "library.add", bad[i]), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "u1", "library.remove", "{'item':1}"), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void an_agenda_is_kept_beside(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    char items[4096] = "";
    assert_int_equal(help_send(help, "u1", "library.add",
                               "{'agenda':{'title':{'en':'Evening'},'items':[{'title':{'en':'A'},"
                               "'minutes':10,'began':7},{'title':{'ar':'ب'}}]}}"),
                     ERR_NONE);
    expect_view(help, HELP_STAFF, "library",
                "{'polls':{},'agendas':{'1':{'title':{'en':'Evening'},'items':[{'title':{'en':'A'},"
                "'minutes':10},{'title':{'ar':'ب'}}]}}}");
    for (int i = 0; i <= BOUND_AGENDA; i++)
        snprintf(items + strlen(items), sizeof items - strlen(items), "%s{'title':{'en':'a'}}",
                 i ? "," : "");
    assert_int_equal(help_sendf(help, "u1", "library.add",
                                "{'agenda':{'title':{'en':'x'},'items':[%s]}}", items),
                     ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_send(help, "u1", "library.remove", "{'item':1}"), ERR_NONE);
    expect_view(help, HELP_STAFF, "library", "{'polls':{},'agendas':{}}");
    help_room_free(&help);
}

/* Its words leave the journal, too. */
static void what_is_removed_is_gone(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    int64_t seqs[2];
    assert_int_equal(help_send(help, "u1", "library.add", poll), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "library.remove", "{'item':1}"), ERR_NONE);
    expect_patch(help, HELP_STAFF, "{'library':{'polls':{'1':null},'agendas':{'1':null}}}");
    expect_unseen(help, HELP_STAFF, "canary");
    assert_int_equal(erasure_due(help_room(help), INT64_MAX, seqs, 2), 1);
    assert_int_equal(seqs[0], 1);
    help_room_free(&help);
}

static void it_has_room_for_so_many(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    for (int i = 0; i < BOUND_LIBRARY; i++)
        assert_int_equal(help_send(help, "u1", "library.add", poll), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "library.add", poll), ERR_LIMIT_EXCEEDED);
    assert_int_equal(help_send(help, "u1", "library.remove", "{'item':7}"), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "library.add", poll), ERR_NONE);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_poll_is_kept_by_its_owner_alone),
        cmocka_unit_test(what_is_no_poll_is_not_kept),
        cmocka_unit_test(an_agenda_is_kept_beside),
        cmocka_unit_test(what_is_removed_is_gone),
        cmocka_unit_test(it_has_room_for_so_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
