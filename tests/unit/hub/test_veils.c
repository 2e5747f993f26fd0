/* SPDX-License-Identifier: Apache-2.0
 * Veiled entries: what nobody may know is in no byte that stays, and everything else works as for
 * those who say who they are. */
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "help/bytes.h"
#include "help/temporary.h"
#include "journal/backend.h"
#include "unit/hub/help_hub.h"

/* The canary: in the id, the name and the ops of somebody. */
#define CANARY "zeugin"
static const char *const witness = CANARY "-4711";

static int64_t say(struct rig *rig, const char *by, const char *method, const char *more)
{
    char data[512];
    snprintf(data, sizeof data, "{\"room\":\"webinar:w1\",\"op\":\"%s-op%u\",%s}", by, rig->said++,
             more);
    return rig_command(rig, by, method, data);
}

static int64_t open_poll(struct rig *rig, const char *ballot)
{
    char more[256];
    snprintf(more, sizeof more, "\"type\":\"yesno\",\"title\":{\"en\":\"Q\"}%s%s%s",
             *ballot ? ",\"ballot\":\"" : "", ballot, *ballot ? "\"" : "");
    int64_t poll = say(rig, "host", "poll.prepare", more);
    assert_true(poll > 0);
    snprintf(more, sizeof more, "\"poll\":%lld", (long long)poll);
    assert_true(say(rig, "host", "poll.open", more) > 0);
    return poll;
}

static int64_t vote(struct rig *rig, const char *by, int64_t poll, int choice)
{
    char more[64];
    snprintf(more, sizeof more, "\"poll\":%lld,\"choices\":[%d]", (long long)poll, choice);
    return say(rig, by, "poll.vote", more);
}

static int64_t ask(struct rig *rig, const char *by, bool anonymous)
{
    return say(rig, by, "question.ask",
               anonymous ? "\"text\":\"Why?\",\"anonymous\":true" : "\"text\":\"Why?\"");
}

/* ---- in no byte that stays --------------------------------------------------------------------
 */

/* A rig on a SQLite file in a folder of its own, in which the log is written too. */
struct site {
    char folder[64], path[96];
    int stderr_before;
};

static void site_open(struct site *site, struct rig *rig)
{
    char log[96], why[256] = "";
    snprintf(site->folder, sizeof site->folder, "%s/muster-veils-XXXXXX", temporary());
    assert_non_null(mkdtemp(site->folder));
    snprintf(site->path, sizeof site->path, "%s/j.db", site->folder);
    snprintf(log, sizeof log, "%s/log", site->folder);
    fflush(stderr);
    site->stderr_before = dup(STDERR_FILENO);
    int fd = open(log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    assert_true(fd >= 0 && dup2(fd, STDERR_FILENO) >= 0);
    close(fd);
    log_set_level(LOG_DEBUG);
    struct backend *backend = sqlite_open(site->path, why, sizeof why);
    if (!backend)
        fail_msg("%s", why);
    rig_open_on(rig, backend, NULL);
}

/* In how many files of database, write-ahead log, keys and log the canary stands now. */
static unsigned canaries(const struct site *site)
{
    fflush(stderr);
    return bytes_found(site->folder, CANARY, strlen(CANARY));
}

static void site_close(struct site *site, struct rig *rig)
{
    rig_close(rig);
    log_set_level(LOG_INFO);
    fflush(stderr);
    dup2(site->stderr_before, STDERR_FILENO);
    close(site->stderr_before);
    bytes_remove(site->folder);
}

static void who_is_veiled_is_in_no_file_and_no_line_of_the_log(void **state)
{
    struct rig rig;
    struct site site;
    site_open(&site, &rig);
    int64_t poll = open_poll(&rig, "anonymous");
    assert_true(say(&rig, "host", "question.intake", "\"intake\":\"open\",\"anonymous\":true") > 0);
    assert_true(vote(&rig, witness, poll, 1) > 0);
    assert_int_equal(vote(&rig, witness, poll, 2), -ERR_ALREADY_VOTED);
    assert_int_equal(vote(&rig, witness, poll, 7), -ERR_CHOICES_INVALID);
    assert_int_equal(vote(&rig, witness, poll + 1000, 1), -ERR_NOT_FOUND);
    assert_true(ask(&rig, witness, true) > 0);
    assert_int_equal(canaries(&site), 0);
    rig_restart(&rig);
    assert_int_equal(vote(&rig, witness, poll, 2), -ERR_ALREADY_VOTED);
    assert_int_equal(canaries(&site), 0);
    /* The control: where people say who they are it is found. */
    assert_true(vote(&rig, witness, open_poll(&rig, ""), 1) > 0);
    assert_true(canaries(&site) > 0);
    site_close(&site, &rig);
}

/* ---- everything else works --------------------------------------------------------------------
 */

static void a_person_has_one_vote_and_a_repeat_its_first_answer(void **state)
{
    struct rig rig;
    char data[160], other[160];
    rig_open(&rig, NULL);
    int64_t poll = open_poll(&rig, "anonymous");
    snprintf(data, sizeof data,
             "{\"room\":\"webinar:w1\",\"op\":\"v1\",\"poll\":%lld,\"choices\":[1]}",
             (long long)poll);
    snprintf(other, sizeof other,
             "{\"room\":\"webinar:w1\",\"op\":\"v1\",\"poll\":%lld,\"choices\":[2]}",
             (long long)poll);
    int64_t first = rig_command(&rig, "u1", "poll.vote", data);
    assert_true(first > 0);
    assert_int_equal(rig_command(&rig, "u1", "poll.vote", data), first);
    assert_int_equal(rig_command(&rig, "u1", "poll.vote", other), -ERR_OP_REUSED);
    assert_int_equal(vote(&rig, "u1", poll, 1), -ERR_ALREADY_VOTED);
    assert_true(rig_command(&rig, "u2", "poll.vote", data) > first);
    rig_restart(&rig);
    assert_int_equal(rig_command(&rig, "u1", "poll.vote", data), first);
    /* Another poll is another scope: nothing joins the two. */
    assert_true(vote(&rig, "u1", open_poll(&rig, "anonymous"), 1) > first);
    rig_close(&rig);
}

/* Both devices of the voter hear of the ballot, nobody else; and it is there when they come again.
 */
static void a_ballot_is_found_by_its_voter_alone(void **state)
{
    struct rig rig;
    struct line lines[3], again;
    static const char *const ids[] = {"u1", "u1", "u2"};
    rig_open(&rig, NULL);
    for (int i = 0; i < 3; i++) {
        line_open(&lines[i], &rig, ids[i]);
        line_follow(&lines[i], &rig, "webinar:w1", -1);
    }
    int64_t poll = open_poll(&rig, "anonymous");
    char ballot[64];
    snprintf(ballot, sizeof ballot, "{\"me\":{\"poll\":{\"ballots\":{\"%lld\":[2]}}}}",
             (long long)poll);
    assert_true(vote(&rig, "u1", poll, 2) > 0);
    rig_turn(&rig);
    for (int i = 0; i < 3; i++)
        assert_int_equal(line_heard(&lines[i], ballot), i < 2);
    snprintf(ballot, sizeof ballot, "\"ballots\":{\"%lld\":[2]}", (long long)poll);
    static const char *const who[] = {"u1", "u2"};
    for (int i = 0; i < 2; i++) {
        line_open(&again, &rig, who[i]);
        line_follow(&again, &rig, "webinar:w1", -1);
        assert_int_equal(strstr(again.answer, ballot) != NULL, i == 0);
        line_close(&again);
    }
    for (int i = 0; i < 3; i++)
        line_close(&lines[i]);
    rig_close(&rig);
}

static void an_anonymous_author_sees_what_becomes_of_their_question(void **state)
{
    struct rig rig;
    struct line author, other;
    char more[64], mine[64];
    rig_open(&rig, NULL);
    line_open(&author, &rig, "u1");
    line_open(&other, &rig, "u2");
    line_follow(&author, &rig, "webinar:w1", -1);
    line_follow(&other, &rig, "webinar:w1", -1);
    assert_int_equal(ask(&rig, "u1", true), -ERR_NOT_AVAILABLE);
    assert_true(say(&rig, "host", "question.intake", "\"intake\":\"open\",\"anonymous\":true") > 0);
    int64_t question = ask(&rig, "u1", true);
    assert_true(question > 0);
    assert_true(ask(&rig, "u1", false) > question);
    assert_int_equal(line_heard(&other, "\"by\":\"*"), 2); /* the event's, and the question's */
    assert_int_equal(line_heard(&other, "\"name\":\"u1\""), 1);
    snprintf(more, sizeof more, "\"question\":%lld", (long long)question);
    assert_true(say(&rig, "host", "question.dismiss", more) > 0);
    snprintf(mine, sizeof mine, "\"mine\":{\"%lld\":", (long long)question);
    /* That it is theirs, and what became of it. */
    assert_int_equal(line_heard(&author, mine), 2);
    assert_int_equal(line_heard(&other, mine), 0);
    line_close(&author);
    line_close(&other);
    rig_close(&rig);
}

/* Anonymous or not, people need the right to do it, when they do it. */
static void rights_are_asked_of_who_it_really_is(void **state)
{
    struct rig rig;
    rig_open(&rig, NULL);
    int64_t poll = open_poll(&rig, "anonymous");
    assert_true(say(&rig, "host", "member.policy", "\"policy\":\"members\"") > 0);
    assert_int_equal(vote(&rig, "u1", poll, 1), -ERR_PERMISSION_DENIED);
    assert_true(say(&rig, "host", "member.set", "\"whom\":\"u1\",\"role\":\"participant\"") > 0);
    assert_true(vote(&rig, "u1", poll, 1) > 0);
    rig_close(&rig);
}

/* A pseudonym is no person: nobody can come as one, or be named by one. */
static void nobody_comes_as_a_pseudonym(void **state)
{
    struct rig rig;
    rig_open(&rig, NULL);
    int64_t poll = open_poll(&rig, "");
    char star[] = "*AAAAAAAAAAAAAAAAAAAAAA";
    assert_true(vote(&rig, star, poll, 1) < 0);
    assert_true(say(&rig, star, "chat.post", "\"text\":\"Hello\"") < 0);
    assert_int_equal(
        say(&rig, "host", "member.set", "\"whom\":\"*AAAAAAAAAAAAAAAAAAAAAA\",\"role\":\"none\""),
        -ERR_BAD_REQUEST);
    rig_close(&rig);
}

/* ---- without a key ----------------------------------------------------------------------------
 */

static enum err no_key(struct backend *backend, struct slice name, bool renews, unsigned char *key)
{
    return ERR_INTERNAL;
}

static void without_a_key_nobody_is_anonymous_by_half(void **state)
{
    static struct backend_ops ops;
    struct rig rig;
    struct backend *backend = memory_open();
    ops = *backend->ops;
    ops.key = no_key;
    backend->ops = &ops;
    log_set_level(LOG_OFF);
    rig_open_on(&rig, backend, NULL);
    int64_t poll = open_poll(&rig, "anonymous");
    assert_int_equal(vote(&rig, "u1", poll, 1), -ERR_NOT_AVAILABLE);
    assert_true(vote(&rig, "u1", open_poll(&rig, ""), 1) > 0);
    rig_close(&rig);
    log_set_level(LOG_INFO);
}

/* Its bytes are lost: every instance may still bring its copy, for a minute. */
static enum err lost_key(struct backend *backend, struct slice name, bool renews,
                         unsigned char *key)
{
    memset(key, 7, JOURNAL_KEY_BYTES);
    return renews || !slice_is(name, "veil") ? ERR_NONE : ERR_NOT_AVAILABLE;
}

static void a_lost_key_is_made_anew_after_a_minute(void **state)
{
    static struct backend_ops ops;
    struct rig rig;
    struct backend *backend = memory_open();
    ops = *backend->ops;
    ops.key = lost_key;
    backend->ops = &ops;
    log_set_level(LOG_OFF);
    rig_open_on(&rig, backend, NULL);
    int64_t poll = open_poll(&rig, "anonymous");
    loop_pass(rig.loop, 50000);
    assert_int_equal(vote(&rig, "u1", poll, 1), -ERR_NOT_AVAILABLE);
    loop_pass(rig.loop, 20000);
    assert_true(vote(&rig, "u1", poll, 1) > 0);
    rig_close(&rig);
    log_set_level(LOG_INFO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_is_veiled_is_in_no_file_and_no_line_of_the_log),
        cmocka_unit_test(a_person_has_one_vote_and_a_repeat_its_first_answer),
        cmocka_unit_test(a_ballot_is_found_by_its_voter_alone),
        cmocka_unit_test(an_anonymous_author_sees_what_becomes_of_their_question),
        cmocka_unit_test(rights_are_asked_of_who_it_really_is),
        cmocka_unit_test(nobody_comes_as_a_pseudonym),
        cmocka_unit_test(without_a_key_nobody_is_anonymous_by_half),
        cmocka_unit_test(a_lost_key_is_made_anew_after_a_minute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
