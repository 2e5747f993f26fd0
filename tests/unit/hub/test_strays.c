/* SPDX-License-Identifier: Apache-2.0
 * Contents that no entry names, told from those that one does, however late it comes. */
#include "unit/hub/help_hub.h"

#include "hub/strays.h"

#define ONE   "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define OTHER "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static void open_course(struct rig *rig)
{
    rig_open(rig, NULL);
    rig_command(rig, "system", "stage.create",
                "{\"room\":\"course:c1\",\"op\":\"b1\",\"title\":{\"en\":\"C\"}}");
    rig_command(rig, "system", "member.set",
                "{\"room\":\"course:c1\",\"op\":\"b2\",\"whom\":\"host\",\"role\":\"host\"}");
}

static int64_t add(struct rig *rig, const char *op)
{
    char data[256];
    snprintf(data, sizeof data,
             "{\"room\":\"course:c1\",\"op\":\"%s\",\"blob\":\"" ONE "\",\"bytes\":6,"
             "\"type\":\"text\",\"name\":\"a.txt\",\"for\":\"own\"}",
             op);
    return rig_command(rig, "host", "file.add", data);
}

struct ended {
    unsigned times;
    enum stray_end end;
};

static void decided(void *context, enum stray_end end)
{
    struct ended *ended = context;
    ended->times++;
    ended->end = end;
}

static enum stray_end decide(struct rig *rig, const char *op, const char *id)
{
    struct ended ended = {0};
    stray_decide(rig->hub,
                 &(struct stray){.id = slice_of(id),
                                 .room = SLICE("course:c1"),
                                 .by = SLICE("host"),
                                 .op = slice_of(op),
                                 .type = SLICE("file.remove"),
                                 .text = SLICE("{\"file\":9007199254740991}")},
                 decided, &ended);
    assert_int_equal(ended.times, 0);
    rig_turn(rig);
    assert_int_equal(ended.times, 1);
    return ended.end;
}

static void what_no_entry_names_is_lost_and_none_can_come(void **state)
{
    struct rig rig;
    open_course(&rig);
    assert_int_equal(decide(&rig, "up1", ONE), STRAY_LOST);
    assert_int_equal(add(&rig, "up1"), -ERR_OP_REUSED);
    assert_int_equal(rig_count(&rig, "course:c1", "file.add"), 0);
    /* Any number of instances look. */
    assert_int_equal(decide(&rig, "up1", ONE), STRAY_LOST);
    assert_int_equal(rig_count(&rig, "course:c1", "file.remove"), 1);
    assert_true(add(&rig, "up2") > 0);
    rig_close(&rig);
}

static void what_an_entry_names_is_kept(void **state)
{
    struct rig rig;
    open_course(&rig);
    int64_t file = add(&rig, "up1");
    assert_true(file > 0);
    for (int restarted = 0; restarted < 2; restarted++) {
        assert_int_equal(decide(&rig, "up1", ONE), STRAY_NAMED);
        assert_int_equal(rig_count(&rig, "course:c1", "file.remove"), 0);
        rig_restart(&rig);
    }
    assert_int_equal(add(&rig, "up1"), file);
    rig_close(&rig);
}

/* Sent twice under one op, and the first came to nothing. */
static void another_content_of_the_same_op_is_lost(void **state)
{
    struct rig rig;
    open_course(&rig);
    assert_true(add(&rig, "up1") > 0);
    assert_int_equal(decide(&rig, "up1", OTHER), STRAY_LOST);
    assert_int_equal(decide(&rig, "up1", ONE), STRAY_NAMED);
    rig_close(&rig);
}

static void a_hub_waits_for_what_is_under_way(void **state)
{
    struct rig rig;
    struct ended ended = {0};
    open_course(&rig);
    stray_decide(rig.hub,
                 &(struct stray){.id = SLICE(ONE),
                                 .room = SLICE("course:c1"),
                                 .by = SLICE("host"),
                                 .op = SLICE("up1"),
                                 .type = SLICE("file.remove"),
                                 .text = SLICE("{\"file\":9007199254740991}")},
                 decided, &ended);
    rig_restart(&rig);
    assert_int_equal(ended.times, 1);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_no_entry_names_is_lost_and_none_can_come),
        cmocka_unit_test(what_an_entry_names_is_kept),
        cmocka_unit_test(another_content_of_the_same_op_is_lost),
        cmocka_unit_test(a_hub_waits_for_what_is_under_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
