/* SPDX-License-Identifier: Apache-2.0
 * Subscribing: views, resuming, and who may. */
#include "unit/hub/help_hub.h"

static void a_joiner_gets_the_view_with_me_in_it(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    rig_say(&rig, "before");
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    assert_int_equal(line.error, ERR_NONE);
    assert_non_null(strstr(line.answer, "before"));
    assert_non_null(strstr(line.answer, "\"me\":{\"id\":\"u1\",\"role\":\"participant\""));
    line_follow(&line, &rig, "webinar:w1", -1);
    assert_int_equal(line.error, ERR_ALREADY_SUBSCRIBED);
    line_close(&line);
    rig_close(&rig);
}

static uint64_t views_made(struct rig *rig, const char *channel)
{
    uint64_t before = hub_stats(rig->hub).views;
    struct line first, second;
    line_open(&first, rig, "u1");
    line_open(&second, rig, "u1");
    line_follow(&first, rig, channel, -1);
    line_follow(&second, rig, channel, -1);
    assert_int_equal(first.error, ERR_NONE);
    assert_string_equal(first.answer, second.answer);
    line_close(&first);
    line_close(&second);
    return hub_stats(rig->hub).views - before;
}

static void a_view_is_kept_where_others_will_ask_for_it(void **state)
{
    struct rig rig;
    rig_open(&rig, NULL);
    rig_say(&rig, "before");
    assert_int_equal(views_made(&rig, "webinar:w1"), 1);
    assert_int_equal(views_made(&rig, "inbox:me"), 2);
    rig_close(&rig);
}

static void what_is_not_there_or_not_allowed_is_refused(void **state)
{
    static const struct {
        const char *channel;
        enum err error;
    } cases[] = {
        {"webinar:none", ERR_PERMISSION_DENIED},
        {"nonsense:w1", ERR_PERMISSION_DENIED},
        {"plain", ERR_PERMISSION_DENIED},
        {"", ERR_BAD_REQUEST},
        {"webinar:w1/thread/5", ERR_PERMISSION_DENIED},
        {"course:c9", ERR_PERMISSION_DENIED},
        {"webinar:closed", ERR_PERMISSION_DENIED},
    };
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    assert_true(rig_command(&rig, "system", "stage.create",
                            "{\"room\":\"webinar:closed\",\"op\":\"c\",\"title\":{\"en\":\"W\"}}") >
                0);
    line_open(&line, &rig, "u1");
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        line_follow(&line, &rig, cases[i].channel, -1);
        if (line.error != cases[i].error)
            fail_msg("%s: %s", cases[i].channel, error_name(line.error));
    }
    line_close(&line);
    rig_close(&rig);
}

static void who_resumes_gets_exactly_what_was_missed(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    int64_t offset = rig_say(&rig, "seen");
    char epoch[64];
    snprintf(epoch, sizeof epoch, "%s", line.epoch);
    line_close(&line);
    rig_say(&rig, "missed");
    line_open(&line, &rig, "u1");
    snprintf(line.epoch, sizeof line.epoch, "%s", epoch);
    line_follow(&line, &rig, "webinar:w1", offset);
    assert_true(line.recovered);
    assert_non_null(strstr(line.answer, "missed"));
    assert_null(strstr(line.answer, "seen"));
    line_close(&line);
    rig_close(&rig);
}

static void what_was_deleted_is_not_sent_to_who_resumes(void **state)
{
    struct rig rig;
    struct line line;
    char epoch[64], data[128];
    rig_open(&rig, NULL);
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    int64_t offset = rig_say(&rig, "seen");
    snprintf(epoch, sizeof epoch, "%s", line.epoch);
    line_close(&line);
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"d\",\"message\":%lld}",
             (long long)rig_say(&rig, "regretted"));
    assert_true(rig_command(&rig, "host", "chat.delete", data) > 0);
    line_open(&line, &rig, "u1");
    snprintf(line.epoch, sizeof line.epoch, "%s", epoch);
    line_follow(&line, &rig, "webinar:w1", offset);
    assert_int_equal(line.error, ERR_NONE);
    assert_true(line.recovered);
    assert_null(strstr(line.answer, "regretted"));
    assert_non_null(strstr(line.answer, "chat.delete"));
    line_close(&line);
    rig_close(&rig);
}

static int64_t tells_team(struct rig *rig, const char *words)
{
    char data[128];
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"%s\",\"text\":\"%s\"}", words,
             words);
    int64_t seq = rig_command(rig, "u1", "direct.send", data);
    assert_true(seq > 0);
    return seq;
}

static void takes_back(struct rig *rig, int64_t message)
{
    char data[128];
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"d%lld\",\"message\":%lld}",
             (long long)message, (long long)message);
    assert_true(rig_command(rig, "u1", "direct.delete", data) > 0);
}

/* What is told of a conversation shows its last message, which may go after another has gone. */
static void nor_is_what_a_deletion_showed_and_was_deleted_then(void **state)
{
    struct rig rig;
    struct line line;
    char epoch[64];
    rig_open(&rig, NULL);
    int64_t first = tells_team(&rig, "first");
    int64_t regretted = tells_team(&rig, "regretted");
    line_open(&line, &rig, "host");
    line_follow(&line, &rig, "webinar:w1", -1);
    int64_t offset = rig_say(&rig, "seen");
    snprintf(epoch, sizeof epoch, "%s", line.epoch);
    line_close(&line);
    takes_back(&rig, first);
    takes_back(&rig, regretted);
    line_open(&line, &rig, "host");
    snprintf(line.epoch, sizeof line.epoch, "%s", epoch);
    line_follow(&line, &rig, "webinar:w1", offset);
    assert_int_equal(line.error, ERR_NONE);
    assert_null(strstr(line.answer, "regretted"));
    line_close(&line);
    rig_close(&rig);
}

/* Also not to who was there all the time, and too slow to have heard it. */
static void what_was_deleted_does_not_reach_a_stalled_reader(void **state)
{
    static const char *const classes[] = {"full", "lean"};
    for (size_t i = 0; i < 2; i++) {
        struct rig rig;
        struct line line;
        char data[128];
        rig_open(&rig, NULL);
        line_open(&line, &rig, "u1");
        line.subscriber.lean = classes[i][0] == 'l';
        line_follow(&line, &rig, "webinar:w1", -1);
        size_t takes = line.takes;
        line.takes = 0;
        rig_say(&rig, "kept");
        int64_t regretted = rig_say(&rig, "regretted");
        loop_pass(rig.loop, 4000);
        snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"d\",\"message\":%lld}",
                 (long long)regretted);
        assert_true(rig_command(&rig, "host", "chat.delete", data) > 0);
        line.takes = takes;
        flush_ready(&line.subscriber);
        loop_pass(rig.loop, 4000);
        assert_int_equal(line_heard(&line, "regretted"), 0);
        assert_true(line_heard(&line, "kept") > 0);
        line_close(&line);
        rig_close(&rig);
    }
}

static void resuming_works_across_a_restart(void **state)
{
    struct rig rig;
    struct line line;
    char epoch[64];
    rig_open(&rig, NULL);
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    int64_t offset = rig_say(&rig, "seen");
    snprintf(epoch, sizeof epoch, "%s", line.epoch);
    line_close(&line);
    rig_say(&rig, "missed");
    rig_restart(&rig);
    line_open(&line, &rig, "u1");
    snprintf(line.epoch, sizeof line.epoch, "%s", epoch);
    line_follow(&line, &rig, "webinar:w1", offset);
    assert_true(line.recovered);
    assert_non_null(strstr(line.answer, "missed"));
    assert_null(strstr(line.answer, "seen"));
    line_close(&line);
    rig_close(&rig);
}

static void another_epoch_or_an_impossible_offset_gives_a_view(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    line_open(&line, &rig, "u1");
    snprintf(line.epoch, sizeof line.epoch, "another");
    line_follow(&line, &rig, "webinar:w1", 1);
    assert_false(line.recovered);
    assert_int_equal(line.answer[0], '{');
    hub_unsubscribe(rig.hub, &line.subscriber, SLICE("webinar:w1"));
    line_follow(&line, &rig, "webinar:w1", 100000);
    assert_false(line.recovered);
    line_close(&line);
    rig_close(&rig);
}

static void no_role_any_more_means_the_end(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    assert_true(rig_command(&rig, "host", "member.set",
                            "{\"room\":\"webinar:w1\",\"op\":\"m\",\"whom\":\"u1\","
                            "\"role\":\"none\"}") > 0);
    assert_int_equal(line_heard(&line, "\"unsubscribe\":{\"code\":2000"), 1);
    assert_null(line.subscriber.followers);
    line_close(&line);
    rig_close(&rig);
}

static void a_new_role_means_a_new_view(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    int64_t offset = line.offset;
    assert_true(rig_command(&rig, "host", "member.set",
                            "{\"room\":\"webinar:w1\",\"op\":\"m\",\"whom\":\"u1\","
                            "\"role\":\"moderator\"}") > 0);
    assert_int_equal(line_heard(&line, "\"unsubscribe\":{\"code\":2500"), 1);
    line_follow(&line, &rig, "webinar:w1", offset);
    assert_false(line.recovered);
    assert_non_null(strstr(line.answer, "\"role\":\"moderator\""));
    line_close(&line);
    rig_close(&rig);
}

static void count_answer(void *context, const struct hub_subscribed *answer)
{
    struct line *line = context;
    line->answers++;
    line->error = answer->error;
}

static void a_subscriber_that_goes_while_it_waits_is_answered_once(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    rig_restart(&rig);
    line_open(&line, &rig, "u1");
    struct hub_subscribe request = {.channel = SLICE("webinar:w1")};
    hub_subscribe(rig.hub, &line.subscriber, &request, count_answer, &line);
    line_close(&line);
    rig_turn(&rig);
    assert_int_equal(line.answers, 1);
    assert_int_equal(line.error, ERR_NOT_AVAILABLE);
    rig_close(&rig);
}

static void a_person_alone_is_told_what_concerns_them(void **state)
{
    struct rig rig;
    struct line mine, other, staff;
    rig_open(&rig, NULL);
    assert_true(rig_command(&rig, "host", "question.intake",
                            "{\"room\":\"webinar:w1\",\"op\":\"i\",\"intake\":\"open\","
                            "\"moderated\":true}") > 0);
    line_open(&mine, &rig, "u1");
    line_open(&other, &rig, "u2");
    line_open(&staff, &rig, "host");
    line_follow(&mine, &rig, "webinar:w1", -1);
    line_follow(&other, &rig, "webinar:w1", -1);
    line_follow(&staff, &rig, "webinar:w1", -1);
    assert_true(rig_command(&rig, "u1", "question.ask",
                            "{\"room\":\"webinar:w1\",\"op\":\"q\",\"text\":\"delicate\"}") > 0);
    assert_int_equal(line_heard(&mine, "delicate"), 1);
    assert_int_equal(line_heard(&staff, "delicate"), 1);
    assert_int_equal(line_heard(&other, "delicate"), 0);
    line_close(&mine);
    line_close(&other);
    line_close(&staff);
    rig_close(&rig);
}

static void a_thread_is_a_channel_of_its_own(void **state)
{
    struct rig rig;
    struct line list, thread;
    char channel[64], data[128];
    rig_open(&rig, NULL);
    rig_command(&rig, "system", "stage.create",
                "{\"room\":\"course:c1\",\"op\":\"c\",\"title\":{\"en\":\"C\"}}");
    rig_command(&rig, "system", "member.policy",
                "{\"room\":\"course:c1\",\"op\":\"d\",\"policy\":\"open\"}");
    int64_t seq = rig_command(&rig, "u1", "forum.thread",
                              "{\"room\":\"course:c1\",\"op\":\"t\",\"title\":\"head\","
                              "\"text\":\"A list shows no more of it than its first hundred and "
                              "forty characters, so that much of what it begins with stands there; "
                              "and these are the opening words\"}");
    assert_true(seq > 0);
    line_open(&list, &rig, "u1");
    line_open(&thread, &rig, "u2");
    line_follow(&list, &rig, "course:c1", -1);
    assert_non_null(strstr(list.answer, "head"));
    assert_null(strstr(list.answer, "opening words"));
    snprintf(channel, sizeof channel, "course:c1/thread/%lld", (long long)seq);
    line_follow(&thread, &rig, channel, -1);
    assert_int_equal(thread.error, ERR_NONE);
    assert_non_null(strstr(thread.answer, "opening words"));
    snprintf(data, sizeof data,
             "{\"room\":\"course:c1\",\"op\":\"p\",\"thread\":%lld,\"text\":\"second words\"}",
             (long long)seq);
    assert_true(rig_command(&rig, "u1", "forum.post", data) > 0);
    assert_int_equal(line_heard(&thread, "second words"), 1);
    assert_int_equal(line_heard(&list, "second words"), 0);
    assert_int_equal(line_heard(&list, "forum.post"), 1);
    line_close(&list);
    line_close(&thread);
    rig_close(&rig);
}

/* Who follows it is made to subscribe again, and is refused. */
static void a_thread_that_is_no_more_is_followed_by_nobody(void **state)
{
    struct rig rig;
    struct line full, lean;
    char channel[64], data[128];
    rig_open(&rig, NULL);
    rig_command(&rig, "system", "stage.create",
                "{\"room\":\"course:c1\",\"op\":\"c1\",\"title\":{\"en\":\"C\"}}");
    rig_command(&rig, "system", "member.policy",
                "{\"room\":\"course:c1\",\"op\":\"c2\",\"policy\":\"open\"}");
    int64_t seq = rig_command(&rig, "u1", "forum.thread",
                              "{\"room\":\"course:c1\",\"op\":\"t\",\"title\":\"T\","
                              "\"text\":\"opening words\"}");
    assert_true(seq > 0);
    snprintf(channel, sizeof channel, "course:c1/thread/%lld", (long long)seq);
    line_open(&full, &rig, "u2");
    line_open(&lean, &rig, "u3");
    lean.subscriber.lean = true;
    line_follow(&full, &rig, channel, -1);
    line_follow(&lean, &rig, channel, -1);
    assert_int_equal(full.error, ERR_NONE);
    snprintf(data, sizeof data, "{\"room\":\"course:c1\",\"op\":\"d\",\"post\":%lld}",
             (long long)seq);
    assert_true(rig_command(&rig, "u1", "forum.delete", data) > 0);
    rig_turn(&rig);
    assert_int_equal(line_heard(&full, "\"unsubscribe\":{\"code\":2000"), 1);
    assert_int_equal(line_heard(&lean, "\"unsubscribe\":{\"code\":2000"), 1);
    line_follow(&full, &rig, channel, full.offset);
    assert_int_equal(full.error, ERR_PERMISSION_DENIED);
    line_close(&full);
    line_close(&lean);
    rig_close(&rig);
}

/* Between two roles of the staff nobody comes to stand elsewhere: no new view tells of it. */
static void a_new_role_is_told_in_a_thread_too(void **state)
{
    struct rig rig;
    struct line thread;
    rig_open(&rig, NULL);
    rig_command(&rig, "system", "stage.create",
                "{\"room\":\"course:c1\",\"op\":\"c1\",\"title\":{\"en\":\"C\"}}");
    rig_command(&rig, "system", "member.set",
                "{\"room\":\"course:c1\",\"op\":\"c2\",\"whom\":\"u1\",\"role\":\"presenter\"}");
    int64_t seq = rig_command(&rig, "u1", "forum.thread",
                              "{\"room\":\"course:c1\",\"op\":\"t\",\"title\":\"T\","
                              "\"text\":\"opening words\"}");
    assert_true(seq > 0);
    char channel[64];
    snprintf(channel, sizeof channel, "course:c1/thread/%lld", (long long)seq);
    line_open(&thread, &rig, "u1");
    line_follow(&thread, &rig, channel, -1);
    assert_non_null(strstr(thread.answer, "\"me\":{\"id\":\"u1\",\"role\":\"presenter\""));
    rig_command(&rig, "system", "member.set",
                "{\"room\":\"course:c1\",\"op\":\"c3\",\"whom\":\"u1\",\"role\":\"moderator\"}");
    rig_turn(&rig);
    assert_int_equal(line_heard(&thread, "\"me\":{\"role\":\"moderator\"}"), 1);
    line_close(&thread);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_joiner_gets_the_view_with_me_in_it),
        cmocka_unit_test(a_view_is_kept_where_others_will_ask_for_it),
        cmocka_unit_test(what_is_not_there_or_not_allowed_is_refused),
        cmocka_unit_test(who_resumes_gets_exactly_what_was_missed),
        cmocka_unit_test(what_was_deleted_is_not_sent_to_who_resumes),
        cmocka_unit_test(nor_is_what_a_deletion_showed_and_was_deleted_then),
        cmocka_unit_test(what_was_deleted_does_not_reach_a_stalled_reader),
        cmocka_unit_test(resuming_works_across_a_restart),
        cmocka_unit_test(another_epoch_or_an_impossible_offset_gives_a_view),
        cmocka_unit_test(no_role_any_more_means_the_end),
        cmocka_unit_test(a_new_role_means_a_new_view),
        cmocka_unit_test(a_subscriber_that_goes_while_it_waits_is_answered_once),
        cmocka_unit_test(a_person_alone_is_told_what_concerns_them),
        cmocka_unit_test(a_thread_is_a_channel_of_its_own),
        cmocka_unit_test(a_thread_that_is_no_more_is_followed_by_nobody),
        cmocka_unit_test(a_new_role_is_told_in_a_thread_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
