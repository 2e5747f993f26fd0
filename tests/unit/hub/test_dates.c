/* SPDX-License-Identifier: Apache-2.0
 * Until when something is handed in, where the clock of the server was set back meanwhile: by two
 * hours, beside a restart. A room's time goes on from its last entry (hub/live.c:live_now_ms) while
 * somebody is there. */
#include "core/room_query.h"
#include "unit/hub/help_hub.h"

enum { MINUTE_MS = 60000 };
#define COURSE SLICE("course:c1")

static void appended(void *context, struct entry *entry, const struct journal_result *result)
{
    (void)entry;
    *(int64_t *)context = result->error ? -1 : result->seq;
}

/* As another instance would have written it. */
static void put(struct rig *rig, int64_t at_ms, const char *by, const char *type, const char *text)
{
    int64_t seq = 0;
    char op[24];
    snprintf(op, sizeof op, "d%u", rig->said++);
    struct entry *entry = entry_new(&(struct entry){.room = COURSE,
                                                    .at_ms = at_ms,
                                                    .type = slice_of(type),
                                                    .by = slice_of(by),
                                                    .op = slice_of(op),
                                                    .text = slice_of(text)});
    assert_non_null(entry);
    journal_append(rig->journal, entry, appended, &seq);
    entry_unref(&entry);
    rig_turn(rig);
    assert_true(seq > 0);
}

/* What somebody does at an item. */
static int64_t act(struct rig *rig, const char *by, const char *method, int item, const char *more)
{
    char data[256];
    snprintf(data, sizeof data, "{\"room\":\"course:c1\",\"op\":\"a%u\",\"item\":%d%s}",
             rig->said++, item, more);
    return rig_command(rig, by, method, data);
}

enum { ASSIGNMENT = 6, TEST = 9 };

/* What u1 to u4 are asked in a course: an assignment that is due in an hour and closes in two, u2's
 * in three; a test of ten minutes, u4's of fifteen. Then the clock is two hours ahead, and set
 * back. */
static void course_open(struct rig *rig, struct line *line)
{
    char text[256];
    rig_open(rig, NULL);
    int64_t now_ms = loop_now_ms(rig->loop), hour_ms = 60 * (int64_t)MINUTE_MS;
    put(rig, now_ms, "system", "stage.create", "{\"title\":{\"en\":\"C\"}}");
    put(rig, now_ms, "system", "member.policy", "{\"policy\":\"open\"}");
    put(rig, now_ms, "system", "member.set", "{\"whom\":\"h1\",\"role\":\"host\"}");
    put(rig, now_ms, "system", "presence.join",
        "{\"node\":\"n1\",\"people\":{\"u1\":\"1\",\"u2\":\"2\",\"u3\":\"3\",\"u4\":\"4\"}}");
    put(rig, now_ms, "h1", "unit.add", "{\"title\":{\"en\":\"U\"},\"open\":true}");
    put(rig, now_ms, "h1", "item.add",
        "{\"unit\":5,\"kind\":\"assignment\",\"title\":{\"en\":\"A\"}}");
    snprintf(text, sizeof text,
             "{\"item\":6,\"text\":{\"en\":\"Do\"},\"takes\":\"text\",\"attempts\":1,\"due\":%lld,"
             "\"closes\":%lld}",
             (long long)(now_ms + hour_ms), (long long)(now_ms + 2 * hour_ms));
    put(rig, now_ms, "h1", "assignment.set", text);
    snprintf(text, sizeof text, "{\"item\":6,\"person\":\"u2\",\"until\":%lld}",
             (long long)(now_ms + 3 * hour_ms));
    put(rig, now_ms, "h1", "assignment.allow", text);
    put(rig, now_ms, "h1", "item.add", "{\"unit\":5,\"kind\":\"test\",\"title\":{\"en\":\"T\"}}");
    put(rig, now_ms, "h1", "test.ask",
        "{\"item\":9,\"type\":\"text\",\"title\":{\"en\":\"Q\"},\"correct\":[\"seal\"]}");
    put(rig, now_ms, "h1", "test.set",
        "{\"item\":9,\"pass\":50,\"attempts\":1,\"minutes\":10,\"reveal\":\"attempt\"}");
    put(rig, now_ms, "h1", "test.allow", "{\"item\":9,\"person\":\"u4\",\"minutes\":5}");
    put(rig, now_ms + 2 * hour_ms + 5 * MINUTE_MS, "h1", "topic.add",
        "{\"title\":{\"en\":\"T\"},\"kind\":\"discussion\"}");
    rig_restart(rig);
    line_open(line, rig, "u1");
    line_follow(line, rig, "course:c1", -1);
}

static void course_close(struct rig *rig, struct line *line)
{
    line_close(line);
    rig_close(rig);
}

/* Whether what they have handed in is late. */
static bool is_late(struct rig *rig, const char *who)
{
    struct json *data = NULL;
    struct buffer out;
    struct live *live = map_find(rig->hub->rooms.awake, COURSE);
    assert_int_equal(json_parse(SLICE("{\"item\":6}"), &data), ERR_NONE);
    buffer_init(&out, 65536);
    const struct room_question question = {
        .name = SLICE("assignment.read"), .person = slice_of(who), .data = data};
    assert_int_equal(room_query(live_room(live), &question, NULL, &out), ERR_NONE);
    buffer_add_byte(&out, 0);
    assert_non_null(strstr(out.bytes, "\"handed\""));
    bool late = strstr(out.bytes, "\"late\":true");
    buffer_done(&out);
    json_free(&data);
    return late;
}

static void what_has_closed_stays_closed_and_more_time_is_as_long_as_it_was(void **state)
{
    struct rig rig;
    struct line line;
    (void)state;
    course_open(&rig, &line);
    assert_int_equal(act(&rig, "u1", "assignment.hand", ASSIGNMENT, ",\"text\":\"Words\""),
                     -ERR_NOT_AVAILABLE);
    assert_true(act(&rig, "u2", "assignment.hand", ASSIGNMENT, ",\"text\":\"Words\"") > 0);
    assert_false(is_late(&rig, "u2"));
    loop_pass(rig.loop, 50 * MINUTE_MS);
    assert_true(act(&rig, "u2", "assignment.withdraw", ASSIGNMENT, "") > 0);
    loop_pass(rig.loop, 10 * MINUTE_MS);
    assert_int_equal(act(&rig, "u2", "assignment.hand", ASSIGNMENT, ",\"text\":\"Words\""),
                     -ERR_NOT_AVAILABLE);
    course_close(&rig, &line);
}

static void an_attempt_lasts_its_minutes_and_those_of_one_person(void **state)
{
    static const char answer[] = ",\"attempt\":1,\"question\":10,\"texts\":[\"seal\"]";
    struct rig rig;
    struct line line;
    (void)state;
    course_open(&rig, &line);
    assert_true(act(&rig, "u3", "test.begin", TEST, "") > 0);
    assert_true(act(&rig, "u4", "test.begin", TEST, "") > 0);
    loop_pass(rig.loop, 9 * MINUTE_MS);
    assert_int_equal(rig_count(&rig, "course:c1", "test.mark"), 0);
    loop_pass(rig.loop, 2 * MINUTE_MS);
    assert_int_equal(rig_count(&rig, "course:c1", "test.mark"), 1);
    assert_int_equal(act(&rig, "u3", "test.answer", TEST, answer), -ERR_NOT_AVAILABLE);
    assert_true(act(&rig, "u4", "test.answer", TEST, answer) > 0);
    loop_pass(rig.loop, 5 * MINUTE_MS);
    assert_int_equal(rig_count(&rig, "course:c1", "test.mark"), 2);
    assert_int_equal(act(&rig, "u4", "test.answer", TEST, answer), -ERR_NOT_AVAILABLE);
    course_close(&rig, &line);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_has_closed_stays_closed_and_more_time_is_as_long_as_it_was),
        cmocka_unit_test(an_attempt_lasts_its_minutes_and_those_of_one_person),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
