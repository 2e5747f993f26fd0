/* SPDX-License-Identifier: Apache-2.0
 * What was written in answer to a poll, was seen by all, and is replaced by its author: whoever had
 * not been sent it never is. */
#include "unit/hub/help_hub.h"

#include "base/bounds.h"

/* An open poll that takes another answer of the same person and shows what it comes to; the seq. */
static int64_t open_poll(struct rig *rig, const char *type)
{
    char data[256];
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:w1\",\"op\":\"p\",\"type\":\"%s\",\"title\":{\"en\":\"Q\"},"
             "\"change\":true,\"abstain\":true,\"results\":\"live\"}",
             type);
    int64_t poll = rig_command(rig, "host", "poll.prepare", data);
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"o\",\"poll\":%lld}",
             (long long)poll);
    assert_true(rig_command(rig, "host", "poll.open", data) > 0);
    return poll;
}

static int64_t answer(struct rig *rig, int64_t poll, const char *op, const char *text)
{
    char data[256];
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:w1\",\"op\":\"%s\",\"poll\":%lld,\"texts\":[\"%s\"]}", op,
             (long long)poll, text);
    int64_t seq = rig_command(rig, "u2", "poll.answer", data);
    assert_true(seq > 0);
    return seq;
}

static void abstain(struct rig *rig, int64_t poll)
{
    char data[128];
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:w1\",\"op\":\"a\",\"poll\":%lld,\"choices\":[]}",
             (long long)poll);
    assert_true(rig_command(rig, "u2", "poll.vote", data) > 0);
}

static void show(struct rig *rig, int64_t poll, int64_t seq)
{
    char data[128];
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:w1\",\"op\":\"s\",\"poll\":%lld,\"answer\":%lld,\"shown\":true}",
             (long long)poll, (long long)seq);
    assert_true(rig_command(rig, "host", "poll.show", data) > 0);
}

/* Lets sums leave, to whoever takes them. */
static void pass(struct rig *rig)
{
    loop_pass(rig->loop, 4000);
}

/* Written, and seen by all; then there is another in its place. */
static void write_and_replace(struct rig *rig, const char *type, bool abstains)
{
    int64_t poll = open_poll(rig, type);
    int64_t seq = answer(rig, poll, "w", "regretted");
    pass(rig);
    if (type[0] == 't')
        show(rig, poll, seq);
    pass(rig);
    if (abstains)
        abstain(rig, poll);
    else
        answer(rig, poll, "x", "rather");
    pass(rig);
}

static void a_stalled_reader_is_not_sent_it(void **state)
{
    static const char *const types[] = {"text", "cloud"};
    for (unsigned at = 0; at < 8; at++) {
        struct rig rig;
        struct line line;
        rig_open(&rig, NULL);
        line_open(&line, &rig, "u1");
        line.subscriber.lean = at & 2;
        line_follow(&line, &rig, "webinar:w1", -1);
        size_t takes = line.takes;
        line.takes = 0;
        rig_say(&rig, "before");
        write_and_replace(&rig, types[at & 1], at & 4);
        line.takes = takes;
        flush_ready(&line.subscriber);
        pass(&rig);
        assert_int_equal(line_heard(&line, "regretted"), 0);
        assert_true(line_heard(&line, "before") > 0);
        assert_true(line_heard(&line, "voters\":1") > 0);
        line_close(&line);
        rig_close(&rig);
    }
}

/* Whoever was there the whole time hears of it as ever, and is cut off by nothing. */
static void who_keeps_up_is_told_as_ever(void **state)
{
    struct rig rig;
    struct line line;
    rig_open(&rig, NULL);
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    write_and_replace(&rig, "cloud", false);
    assert_true(line_heard(&line, "regretted") > 0);
    assert_true(line_heard(&line, "[[\"rather\",1,") > 0);
    assert_int_equal(line_heard(&line, "\"poll\":null"), 0); /* no view */
    assert_int_equal(line.closed, 0);
    line_close(&line);
    rig_close(&rig);
}

/* What is left of a line that follows and leaves. */
static void leave(struct rig *rig, struct line *line, char epoch[64], int64_t *offset)
{
    line_open(line, rig, "u1");
    line_follow(line, rig, "webinar:w1", -1);
    *offset = rig_say(rig, "seen");
    snprintf(epoch, 64, "%s", line->epoch);
    line_close(line);
}

static void who_resumes_is_not_sent_it(void **state)
{
    static const char *const types[] = {"text", "cloud"};
    for (unsigned at = 0; at < 4; at++) {
        struct rig rig;
        struct line line;
        char epoch[64];
        int64_t offset;
        rig_open(&rig, NULL);
        leave(&rig, &line, epoch, &offset);
        write_and_replace(&rig, types[at & 1], false);
        if (at & 2)
            rig_restart(&rig);
        line_open(&line, &rig, "u1");
        snprintf(line.epoch, sizeof line.epoch, "%s", epoch);
        line_follow(&line, &rig, "webinar:w1", offset);
        assert_int_equal(line.error, ERR_NONE);
        assert_null(strstr(line.answer, "regretted"));
        assert_non_null(strstr(line.answer, "voters\":1"));
        line_close(&line);
        rig_close(&rig);
    }
}

/* Nothing was told yet of what is replaced at once: nobody need begin anew. */
static void what_nobody_was_told_takes_nothing_back(void **state)
{
    struct rig rig;
    struct line line;
    char epoch[64];
    int64_t offset;
    rig_open(&rig, NULL);
    leave(&rig, &line, epoch, &offset);
    int64_t poll = open_poll(&rig, "text");
    answer(&rig, poll, "w", "regretted");
    pass(&rig);
    answer(&rig, poll, "x", "rather");
    pass(&rig);
    line_open(&line, &rig, "u1");
    snprintf(line.epoch, sizeof line.epoch, "%s", epoch);
    line_follow(&line, &rig, "webinar:w1", offset);
    assert_true(line.recovered);
    assert_null(strstr(line.answer, "regretted"));
    line_close(&line);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_stalled_reader_is_not_sent_it),
        cmocka_unit_test(who_keeps_up_is_told_as_ever),
        cmocka_unit_test(who_resumes_is_not_sent_it),
        cmocka_unit_test(what_nobody_was_told_takes_nothing_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
