/* SPDX-License-Identifier: Apache-2.0
 * Jobs: a room folded beside whoever has it awake, up to an entry or the end, or dropped. */
#include "unit/hub/help_hub.h"

#include "core/room_view.h"
#include "help/kinds.h"
#include "hub/job.h"

struct watched {
    unsigned entries, refused;
    int64_t stop_at;
    bool done, ended;
    enum err error;
    int64_t seq;
    char view[65536];
};

static bool folded(void *context, const struct room *room, const struct entry *entry,
                   enum err refused)
{
    struct watched *watched = context;
    assert_int_equal(room_seq(room), entry->seq);
    watched->entries++;
    watched->refused += refused != ERR_NONE;
    return entry->seq != watched->stop_at;
}

static void done(void *context, const struct room *room, enum err error)
{
    struct watched *watched = context;
    struct buffer view;
    buffer_init(&view, sizeof watched->view - 1);
    watched->done = true;
    watched->error = error;
    watched->seq = room_seq(room);
    room_view(room, &(struct viewer){.rings = RINGS_INSIDE}, NULL, &view);
    snprintf(watched->view, sizeof watched->view, "%.*s", (int)view.len, view.bytes);
    buffer_done(&view);
}

static void ended(void *context)
{
    struct watched *watched = context;
    watched->ended = true;
}

static const struct job_ops ops = {.entry = folded, .done = done};

static void run(struct rig *rig, int64_t upto, struct watched *watched)
{
    const struct job_of of = {
        .kinds = help_kinds(), .room = SLICE("webinar:w1"), .upto = upto, .ops = &ops};
    (void)job_start(rig->journal, &of, watched);
    for (int turn = 0; turn < 100 && !watched->done; turn++)
        rig_turn(rig);
    assert_true(watched->done);
    assert_int_equal(watched->error, ERR_NONE);
}

static void a_job_sees_what_the_room_shows(void **state)
{
    struct rig rig;
    struct line line;
    struct watched now = {0}, then = {0}, cut = {.stop_at = 3};
    rig_open(&rig, NULL);
    int64_t first = rig_say(&rig, "the first words");
    int64_t last = rig_say(&rig, "and the last");
    run(&rig, -1, &now);
    assert_int_equal(now.seq, last);
    assert_int_equal(now.entries, last);
    line_open(&line, &rig, "u1");
    line_follow(&line, &rig, "webinar:w1", -1);
    /* But for `me`, which is the person's own. */
    assert_memory_equal(line.answer, now.view, strlen(now.view) - 1);
    run(&rig, first, &then);
    assert_int_equal(then.seq, first);
    assert_non_null(strstr(then.view, "the first words"));
    assert_null(strstr(then.view, "and the last"));
    run(&rig, -1, &cut);
    assert_int_equal(cut.seq, 3);
    line_close(&line);
    rig_close(&rig);
}

static void a_job_that_is_dropped_is_not_heard_of(void **state)
{
    struct rig rig;
    struct watched watched = {0};
    rig_open(&rig, NULL);
    const struct job_of of = {
        .kinds = help_kinds(), .room = SLICE("webinar:w1"), .upto = -1, .ops = &ops};
    struct job *job = job_start(rig.journal, &of, &watched);
    job_drop(&job, ended);
    assert_null(job);
    for (int turn = 0; turn < 100 && !watched.ended; turn++)
        rig_turn(&rig);
    assert_true(watched.ended);
    assert_false(watched.done);
    job_drop(&job, ended);
    rig_close(&rig);
}

static void a_room_without_entries_is_folded_too(void **state)
{
    struct rig rig;
    struct watched watched = {0};
    rig_open(&rig, NULL);
    const struct job_of of = {
        .kinds = help_kinds(), .room = SLICE("webinar:nowhere"), .upto = -1, .ops = &ops};
    (void)job_start(rig.journal, &of, &watched);
    for (int turn = 0; turn < 100 && !watched.done; turn++)
        rig_turn(&rig);
    assert_int_equal(watched.error, ERR_NONE);
    assert_int_equal(watched.seq, 0);
    assert_int_equal(watched.entries, 0);
    rig_close(&rig);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_job_sees_what_the_room_shows),
        cmocka_unit_test(a_job_that_is_dropped_is_not_heard_of),
        cmocka_unit_test(a_room_without_entries_is_folded_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
