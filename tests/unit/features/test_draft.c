/* SPDX-License-Identifier: Apache-2.0
 * server/features/draft.c */
#include <stdio.h>

#include "core/erasure.h"
#include "features/draft.h"
#include "features/inbox.h"
#include "help_room.h"

static const struct feature *const features[] = {&inbox_feature, &draft_feature, NULL};

/* `after`: what the device has seen there; 0: nothing. */
static enum err written(struct help_room *help, const char *place, const char *device, int after,
                        const char *words)
{
    char seen[32] = "";
    if (after)
        snprintf(seen, sizeof seen, "'after':%d,", after);
    return help_sendf(help, "u1", "draft.write",
                      "{'place':'%s','device':'%s',%s'words':{'words':'%s'}}", place, device, seen,
                      words);
}

static enum err asked(struct help_room *help, const char *by, const char *data)
{
    struct buffer out;
    buffer_init(&out, BOUND_ENTRY_BYTES);
    enum err error = help_query(help, by, "draft.read", data, &out);
    buffer_done(&out);
    return error;
}

static size_t withdrawn(struct help_room *help, int64_t *seqs)
{
    return erasure_due(help_room(help), INT64_MAX, seqs, 8);
}

static void the_latest_of_a_place_holds_and_is_its_owners_alone(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    int64_t seqs[8];
    expect_view(help, HELP_STAFF, "draft", "{'places':{}}");
    assert_int_equal(written(help, "post/5@c#5", "a", 0, "canary one"), ERR_NONE);
    assert_int_equal(written(help, "post/5@c#5", "a", 0, "canary two"), ERR_NONE);
    expect_view(help, HELP_STAFF, "draft",
                "{'places':{'post/5@c#5':{'seq':2,'at':1700000000000,'device':'a'}}}");
    expect_unseen(help, HELP_STAFF, "canary");
    expect_query(help, "u1", "draft.read", "{'place':'post/5@c#5'}",
                 "{'seq':2,'at':1700000000000,'device':'a','words':{'words':'canary two'}}");
    assert_int_equal(withdrawn(help, seqs), 1);
    assert_int_equal(seqs[0], 1);
    assert_int_equal(
        help_send(help, "u2", "draft.write", "{'place':'p','device':'a','words':{'words':'x'}}"),
        ERR_PERMISSION_DENIED);
    assert_int_equal(asked(help, "u2", "{'place':'post/5@c#5'}"), ERR_PERMISSION_DENIED);
    assert_int_equal(asked(help, "u1", "{'place':'other'}"), ERR_NOT_FOUND);
    assert_int_equal(asked(help, "u1", "{}"), ERR_BAD_REQUEST);
    help_room_free(&help);
}

/* Another device goes on with what it has seen, and overwrites nothing else. */
static void two_devices_do_not_overwrite_each_other(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    assert_int_equal(written(help, "p", "a", 0, "first"), ERR_NONE);
    assert_int_equal(written(help, "p", "b", 0, "blind"), ERR_DRAFT_CHANGED);
    assert_int_equal(written(help, "p", "b", 1, "seen"), ERR_NONE);
    assert_int_equal(written(help, "p", "a", 1, "late"), ERR_DRAFT_CHANGED);
    assert_int_equal(help_send(help, "u1", "draft.drop", "{'place':'p','device':'a','after':1}"),
                     ERR_DRAFT_CHANGED);
    expect_query(help, "u1", "draft.read", "{'place':'p'}",
                 "{'seq':2,'at':1700000000000,'device':'b','words':{'words':'seen'}}");
    assert_int_equal(help_send(help, "u1", "draft.drop", "{'place':'p','device':'a','after':2}"),
                     ERR_NONE);
    expect_patch(help, HELP_STAFF, "{'draft':{'places':{'p':null}}}");
    assert_int_equal(help_send(help, "u1", "draft.drop", "{'place':'p','device':'b'}"),
                     ERR_NOT_FOUND);
    /* What another device has sent or dropped is begun again. */
    assert_int_equal(written(help, "p", "b", 2, "again"), ERR_NONE);
    help_room_free(&help);
}

static void what_goes_is_withdrawn_and_what_is_forgotten_is_not_there(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    int64_t seqs[8];
    char place[16];
    for (int i = 0; i < BOUND_DRAFTS; i++) {
        snprintf(place, sizeof place, "p%d", i);
        assert_int_equal(written(help, place, "a", 0, "word"), ERR_NONE);
    }
    /* What is there is gone on with; nothing makes way unasked. */
    assert_int_equal(written(help, "other", "a", 0, "word"), ERR_LIMIT_EXCEEDED);
    assert_int_equal(written(help, "p0", "a", 0, "word"), ERR_NONE);
    assert_int_equal(help_send(help, "u1", "draft.drop", "{'place':'p7','device':'a'}"), ERR_NONE);
    assert_int_equal(written(help, "other", "a", 0, "word"), ERR_NONE);
    assert_int_equal(withdrawn(help, seqs), 2);
    assert_int_equal(seqs[0], 1);
    assert_int_equal(seqs[1], 8);
    assert_int_equal(help_send(help, "system", "room.erase", "{'seqs':[3]}"), ERR_NONE);
    assert_int_equal(asked(help, "u1", "{'place':'p2'}"), ERR_NOT_FOUND);
    help_room_free(&help);
}

static void what_is_old_goes_with_the_next(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    int64_t seqs[8];
    assert_int_equal(written(help, "p", "a", 0, "old"), ERR_NONE);
    assert_int_equal(written(help, "q", "a", 0, "young"), ERR_NONE);
    help_wait(help, BOUND_DRAFT_DAYS * INT64_C(86400000) - 1);
    assert_int_equal(written(help, "q", "a", 0, "younger"), ERR_NONE);
    expect_patch(help, HELP_STAFF,
                 "{'draft':{'places':{'q':{'seq':3,'at':1702591999999,'device':'a'}}}}");
    help_wait(help, 1);
    assert_int_equal(written(help, "r", "a", 0, "new"), ERR_NONE);
    expect_patch(help, HELP_STAFF,
                 "{'draft':{'places':{'p':null,'r':{'seq':4,'at':1702592000000,'device':'a'}}}}");
    assert_int_equal(withdrawn(help, seqs), 2);
    assert_int_equal(seqs[0] + seqs[1], 3);
    help_room_free(&help);
}

static void what_is_no_draft_is_not_kept(void **state)
{
    struct help_room *help = help_room_new("inbox:u1", features);
    static const char *const bad[] = {
        "{}",
        "{'place':'p','device':'a'}",
        "{'place':'p','words':{'words':'x'}}",
        "{'device':'a','words':{'words':'x'}}",
        "{'place':'p','device':'a','words':'x'}",
        "{'place':'p','device':'a','words':{}}",
        "{'place':'p','device':'a','words':{'a b':'x'}}",
        "{'place':'p','device':'a','words':{'words':7}}",
        "{'place':'p','device':'a','after':0,'words':{'words':'x'}}",
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(help_send(help, "u1", "draft.write", bad[i]), ERR_BAD_REQUEST);
    assert_int_equal(help_send(help, "u1", "draft.write",
                               "{'place':'p','device':'a','words':{'1':'x','2':'x','3':'x','4':'x',"
                               "'5':'x','6':'x','7':'x','8':'x','9':'x'}}"),
                     ERR_LIMIT_EXCEEDED);
    help_room_free(&help);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_latest_of_a_place_holds_and_is_its_owners_alone),
        cmocka_unit_test(two_devices_do_not_overwrite_each_other),
        cmocka_unit_test(what_goes_is_withdrawn_and_what_is_forgotten_is_not_there),
        cmocka_unit_test(what_is_old_goes_with_the_next),
        cmocka_unit_test(what_is_no_draft_is_not_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
